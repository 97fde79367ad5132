import type { Gvk, KubeObject } from '../schema/types';
import { controllerReference } from './owners';

/** What a workload makes its Pods from. */
export type PodTemplate = {
  metadata?: KubeObject['metadata'];
  spec: Record<string, unknown>;
};

export type WorkloadSpec = { template: PodTemplate };

/** A Pod that a workload is about to create; without `name`, the API server makes one up. */
export function podFromTemplate(
  gvk: Gvk,
  owner: KubeObject,
  own: {
    name?: string;
    labels?: Record<string, string>;
    spec?: Record<string, unknown>;
  } = {},
): KubeObject {
  const { template } = owner.spec as WorkloadSpec;
  const { annotations, labels, finalizers } = template.metadata ?? {};
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...(own.name
        ? { name: own.name }
        : { generateName: `${owner.metadata.name}-` }),
      namespace: owner.metadata.namespace,
      labels: { ...labels, ...own.labels },
      annotations,
      finalizers,
      ownerReferences: [controllerReference(gvk, owner)],
    },
    spec: { ...template.spec, ...own.spec },
  };
}
