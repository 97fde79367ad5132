import type { KubeObject } from '../../schema/types';

/** One entry of `spec.volumeClaimTemplates`. */
export type ClaimTemplate = {
  metadata?: KubeObject['metadata'];
  spec: object;
};

type Volume = { name: string };

/** The claims that one Pod of a StatefulSet keeps when it is replaced. */
export function claimsOf(
  templates: readonly ClaimTemplate[],
  pod: { name: string; namespace: string | undefined; labels: object },
): KubeObject[] {
  return templates.map(template => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name: claimName(template, pod.name),
      namespace: pod.namespace,
      labels: { ...pod.labels, ...template.metadata?.labels },
      annotations: template.metadata?.annotations,
    },
    spec: template.spec,
  }));
}

/** The Pod's volumes, with those that its claims stand behind. */
export function withClaimVolumes(
  volumes: readonly Volume[],
  templates: readonly ClaimTemplate[],
  podName: string,
): object[] {
  const claimed = templates.map(template => ({
    name: template.metadata?.name ?? '',
    persistentVolumeClaim: { claimName: claimName(template, podName) },
  }));
  const names = new Set(claimed.map(({ name }) => name));
  return [...claimed, ...volumes.filter(({ name }) => !names.has(name))];
}

function claimName(template: ClaimTemplate, podName: string): string {
  return `${template.metadata?.name}-${podName}`;
}
