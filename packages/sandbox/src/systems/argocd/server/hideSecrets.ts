import { isSecret } from '../compare/normalize';
import { lastAppliedAnnotation } from '../compare/normalize';
import { KubernetesObject } from '../../../kubernetes-client/KubernetesObject';

/**
 * The same objects with every secret value replaced by plus signs. Equal
 * values get equal signs, so that a difference can still be seen.
 */
export function hideSecrets<T extends Array<KubernetesObject | undefined>>(
  ...objects: T
): T {
  const signs = new Map<string, string>();
  return objects.map(object =>
    object && isSecret(object) ? hidden(object, signs) : object,
  ) as T;
}

function hidden(
  secret: KubernetesObject,
  signs: Map<string, string>,
): KubernetesObject {
  const cover = (values: Record<string, string> | undefined) =>
    values &&
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => {
        const known = signs.get(value) ?? '+'.repeat(8 + signs.size);
        signs.set(value, known);
        return [name, known];
      }),
    );
  const { annotations = {} } = secret.metadata;
  const { [lastAppliedAnnotation]: applied, ...others } = annotations;
  return {
    ...secret,
    metadata: {
      ...secret.metadata,
      // It holds the values too.
      ...(applied !== undefined && { annotations: others }),
    },
    ...(secret.data && { data: cover(secret.data) }),
    ...(secret.stringData && { stringData: cover(secret.stringData) }),
  };
}
