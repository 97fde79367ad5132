import { Condition } from '../objects/Application';
import {
  groupOf,
  keyOf,
  keyText,
  KubernetesObject,
} from '../../../kubernetes-client/KubernetesObject';
import { trackingIdFor, withTrackingId } from '../objects/trackingId';

/** Marks manifests as an Application's: what the manifests route shows. */
export function markManifests(options: {
  manifests: readonly KubernetesObject[];
  application: string;
  namespace: string;
}): KubernetesObject[] {
  const { application, namespace } = options;
  return options.manifests.map(manifest =>
    withTrackingId(manifest, trackingIdFor(application, manifest, namespace)),
  );
}

/**
 * The objects that a cluster should have: manifests with the Application's
 * mark, in their namespace, each once.
 */
export function toTargets(options: {
  manifests: readonly KubernetesObject[];
  application: string;
  /** For what belongs into a namespace and names none. */
  namespace: string;
  isNamespaced: (group: string, kind: string) => boolean;
}): { targets: KubernetesObject[]; conditions: Condition[] } {
  const targets = new Map<string, KubernetesObject>();
  const counts = new Map<string, number>();
  for (const manifest of markManifests(options)) {
    const target = place(manifest, options);
    const key = keyText(keyOf(target));
    targets.set(key, target);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const conditions = [...counts]
    .filter(([, count]) => count > 1)
    .map(
      ([key, count]): Condition => ({
        type: 'RepeatedResourceWarning',
        message: `Resource ${key} appeared ${count} times among application resources.`,
      }),
    );
  return { targets: [...targets.values()], conditions };
}

function place(
  manifest: KubernetesObject,
  options: {
    namespace: string;
    isNamespaced: (group: string, kind: string) => boolean;
  },
): KubernetesObject {
  const { namespace, ...metadata } = manifest.metadata;
  const namespaced = options.isNamespaced(
    groupOf(manifest.apiVersion),
    manifest.kind,
  );
  return {
    ...manifest,
    metadata: namespaced
      ? { ...metadata, namespace: namespace || options.namespace }
      : metadata,
  };
}
