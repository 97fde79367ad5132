import { KubernetesObject } from '../../../kubernetes-client/KubernetesObject';

export const lastAppliedAnnotation =
  'kubectl.kubernetes.io/last-applied-configuration';

/** A manifest as it is compared and applied: without what only a server writes. */
export function normalizeDesired(manifest: KubernetesObject): KubernetesObject {
  const { status, ...desired } = manifest;
  const { creationTimestamp, ...metadata } = desired.metadata;
  if (metadata.annotations?.[lastAppliedAnnotation] !== undefined) {
    const { [lastAppliedAnnotation]: _, ...annotations } = metadata.annotations;
    metadata.annotations = annotations;
  }
  const result = { ...desired, metadata } as KubernetesObject;
  return isSecret(result) ? encodeStringData(result) : result;
}

/** A live object as it is compared: without its status. */
export function normalizeLive(live: KubernetesObject): KubernetesObject {
  const { status, ...rest } = live;
  const { creationTimestamp, ...metadata } = rest.metadata;
  return { ...rest, metadata } as KubernetesObject;
}

export function isSecret(object: KubernetesObject): boolean {
  return object.apiVersion === 'v1' && object.kind === 'Secret';
}

/** `stringData` is for writing only: the server keeps it as `data`. */
function encodeStringData(secret: KubernetesObject): KubernetesObject {
  const { stringData, ...rest } = secret;
  if (!stringData) return secret;
  const encoded = Object.entries(stringData as Record<string, string>).map(
    ([name, text]) => [name, Buffer.from(text).toString('base64')],
  );
  return {
    ...rest,
    data: { ...rest.data, ...Object.fromEntries(encoded) },
  } as KubernetesObject;
}
