import {
  annotationOf,
  keyOf,
  KubernetesObject,
} from '../../../kubernetes-client/KubernetesObject';

const annotation = 'argocd.argoproj.io/tracking-id';

/** `web:apps/Deployment:shop-web/web`: whose object this is, and which one it was meant to be. */
export type TrackingId = {
  application: string;
  group: string;
  kind: string;
  namespace: string;
  name: string;
};

/** What `object` is marked with when it belongs to `application`. */
export function trackingIdFor(
  application: string,
  object: KubernetesObject,
  defaultNamespace: string,
): string {
  const { group, kind, namespace, name } = keyOf(object);
  return `${application}:${group}/${kind}:${
    namespace || defaultNamespace
  }/${name}`;
}

/** A copy that carries the mark. */
export function withTrackingId(
  object: KubernetesObject,
  id: string,
): KubernetesObject {
  return {
    ...object,
    metadata: {
      ...object.metadata,
      annotations: { ...object.metadata.annotations, [annotation]: id },
    },
  };
}

export function trackingIdOf(object: KubernetesObject): TrackingId | undefined {
  const text = annotationOf(object, annotation);
  const match = /^([^:]+):([^/:]*)\/([^:]+):([^/]*)\/(.+)$/.exec(text ?? '');
  if (!match) return undefined;
  const [, application, group, kind, namespace, name] = match;
  return { application, group, kind, namespace, name };
}

/**
 * Whether the object is the one that its mark speaks of.
 *
 * Controllers copy annotations from an object to those that they make of it
 * (a Service to its Endpoints): the copy must not count as deployed.
 */
export function isSelfTracked(object: KubernetesObject): boolean {
  const id = trackingIdOf(object);
  if (!id) return false;
  const key = keyOf(object);
  return (
    id.group === key.group &&
    id.kind === key.kind &&
    id.name === key.name &&
    // Objects without a namespace are marked with that of their Application.
    (key.namespace === '' || id.namespace === key.namespace)
  );
}
