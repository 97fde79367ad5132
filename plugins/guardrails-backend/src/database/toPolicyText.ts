import type { KubernetesObject } from '@portolan/plugin-cluster-watch-node';
import { stringify } from 'yaml';

const hidden = 'kubectl.kubernetes.io/last-applied-configuration';

/** A policy as a person would have written it: without what the cluster keeps for itself. Pure. */
export function toPolicyText(object: KubernetesObject): string {
  const { apiVersion, kind, metadata, spec } = object;
  const { name, namespace, labels } = metadata;
  const annotations = Object.fromEntries(
    Object.entries((metadata.annotations ?? {}) as object).filter(
      ([key]) => key !== hidden,
    ),
  );
  return stringify({
    apiVersion,
    kind,
    metadata: {
      name,
      ...(namespace ? { namespace } : {}),
      ...(labels ? { labels } : {}),
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
    },
    spec,
  });
}
