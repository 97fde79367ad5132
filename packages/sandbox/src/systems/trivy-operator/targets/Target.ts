import type { KubernetesObject } from '../../../kubernetes-client/KubernetesObject';

export type TargetContainer = { name: string; image: string };

/** A workload that gets reports. */
export type Target = {
  object: KubernetesObject;
  containers: TargetContainer[];
  podSpec: Record<string, any>;
};

const revisionKey = 'deployment.kubernetes.io/revision';

/**
 * What the operator scans of a workload: bare Pods and the controllers of
 * others, of a Deployment's ReplicaSets only the current one. Undefined for
 * everything else, which is scanned through its owner or not at all.
 */
export function toTarget(
  object: KubernetesObject,
  find: (
    kind: string,
    namespace: string,
    name: string,
  ) => KubernetesObject | undefined,
): Target | undefined {
  const owner = object.metadata.ownerReferences?.find(each => each.controller);
  const podSpec = podSpecOf(object);
  if (!podSpec || object.kind === 'Deployment') return undefined;
  if (owner) {
    if (object.kind !== 'ReplicaSet') return undefined;
    const deployment = find(
      owner.kind,
      object.metadata.namespace ?? '',
      owner.name,
    );
    const revision = (each?: KubernetesObject) =>
      each?.metadata.annotations?.[revisionKey];
    if (!deployment || revision(deployment) !== revision(object)) {
      return undefined;
    }
  }
  const { containers = [], initContainers = [] } = podSpec;
  return {
    object,
    podSpec,
    containers: [...initContainers, ...containers].map(({ name, image }) => ({
      name,
      image,
    })),
  };
}

function podSpecOf(object: KubernetesObject): Record<string, any> | undefined {
  switch (object.kind) {
    case 'Pod':
      return object.spec;
    case 'CronJob':
      return object.spec?.jobTemplate?.spec?.template?.spec;
    default:
      return object.spec?.template?.spec;
  }
}

/** The Pod template's annotations, or the Pod's. */
export function templateAnnotations({
  object,
}: Target): Record<string, string> {
  const template =
    object.kind === 'Pod'
      ? object
      : object.spec?.jobTemplate?.spec?.template ?? object.spec?.template;
  return template?.metadata?.annotations ?? {};
}
