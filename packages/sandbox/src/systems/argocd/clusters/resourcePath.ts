import { ServedKind } from './discoverKinds';

/** The address of a kind's objects, or of one of them. */
export function resourcePath(
  served: Pick<ServedKind, 'group' | 'version' | 'plural' | 'namespaced'>,
  options: { namespace?: string; name?: string } = {},
): string {
  const { group, version, plural, namespaced } = served;
  const { namespace, name } = options;
  return [
    group ? `/apis/${group}/${version}` : `/api/${version}`,
    ...(namespaced && namespace
      ? ['namespaces', encodeURIComponent(namespace)]
      : []),
    plural,
    ...(name === undefined ? [] : [encodeURIComponent(name)]),
  ].join('/');
}
