/** What an address is made of. */
export type ResourceType = {
  group: string;
  version: string;
  plural: string;
  namespaced: boolean;
};

/** The address of a kind's objects, or of one of them. */
export function resourcePath(
  served: ResourceType,
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
