import { createHash } from 'node:crypto';
import type { ObjectMeta } from '../../../kubernetes-client/KubernetesObject';
import type { Target } from '../targets/Target';

const prefix = 'trivy-operator';
export const ttlAnnotation = 'trivy-operator.aquasecurity.github.io/report-ttl';
export const specHashLabel = 'resource-spec-hash';

const longestName = 253;
const longestLabel = 63;

/** Short and without vowels, as Kubernetes' own hashes look. */
export function hashOf(value: unknown): string {
  const hex = createHash('sha256').update(JSON.stringify(value)).digest();
  const alphabet = 'bcdfghjklmnpqrstvwxz2456789';
  return [...hex.subarray(0, 10)]
    .map(byte => alphabet[byte % alphabet.length])
    .join('');
}

/** Name, labels and owner of a report, as the operator gives them. */
export function reportMetadata(
  target: Target,
  options: {
    /** Absent for what is about the whole workload. */
    container?: string;
    /** Labels of the workload that every report gets as well. */
    copiedLabels: readonly string[];
    /** `24h0m0s`. */
    ttl: string;
  },
): ObjectMeta {
  const { object } = target;
  const { kind, apiVersion, metadata } = object;
  const { name, namespace, uid, labels = {} } = metadata;
  const { container, copiedLabels, ttl } = options;
  const isLabel = name.length <= longestLabel;
  const copied = copiedLabels.flatMap(key =>
    key in labels ? [[key, labels[key]]] : [],
  );
  return {
    name: nameOf(kind.toLowerCase(), name, container),
    namespace,
    labels: {
      'app.kubernetes.io/managed-by': prefix,
      [`${prefix}.resource.kind`]: kind,
      [`${prefix}.resource.name${isLabel ? '' : '-hash'}`]: isLabel
        ? name
        : hashOf(name),
      [`${prefix}.resource.namespace`]: namespace ?? '',
      ...(container && { [`${prefix}.container.name`]: container }),
      [specHashLabel]: hashOf(target.podSpec),
      ...(!container && { 'plugin-config-hash': '659b7b9c46' }),
      ...Object.fromEntries(copied),
    },
    annotations: {
      [ttlAnnotation]: ttl,
      ...(!isLabel && { [`${prefix}.resource.name`]: name }),
    },
    ownerReferences: [
      {
        apiVersion,
        kind,
        name,
        uid: uid!,
        controller: true,
        blockOwnerDeletion: false,
      },
    ],
  };
}

function nameOf(kind: string, name: string, container?: string): string {
  const full = [kind, name, ...(container ? [container] : [])].join('-');
  return full.length <= longestName
    ? full
    : `${kind}-${hashOf([name, container])}`;
}
