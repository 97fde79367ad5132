export type NamedWorkload = { kind: string; name: string };

/** Labels of whoever makes ReplicaSets: their value ends the ReplicaSet's name. */
const hashLabels = [
  ['pod-template-hash', 'Deployment'],
  ['rollouts-pod-template-hash', 'Rollout'],
] as const;

/** What owns a pod: itself, where nothing does; and its workload by the names that Kubernetes gives, until the parent itself was seen. Pure. */
export function parentOfPod(metadata: {
  name: string;
  labels?: Readonly<Record<string, string>>;
  ownerReferences?: readonly (NamedWorkload & { controller?: boolean })[];
}): { parent: NamedWorkload; likelyWorkload: NamedWorkload } {
  const { name, labels = {}, ownerReferences: owners = [] } = metadata;
  const owner = owners.find(({ controller }) => controller) ?? owners[0];
  const parent = owner
    ? { kind: owner.kind, name: owner.name }
    : { kind: 'Pod', name };
  return { parent, likelyWorkload: likelyWorkload(parent, labels) };
}

function likelyWorkload(
  parent: NamedWorkload,
  labels: Readonly<Record<string, string>>,
): NamedWorkload {
  if (parent.kind !== 'ReplicaSet') return parent;
  for (const [label, kind] of hashLabels) {
    const end = `-${labels[label] ?? ''}`;
    if (end.length > 1 && parent.name.endsWith(end)) {
      return { kind, name: parent.name.slice(0, -end.length) };
    }
  }
  return parent;
}
