import { WatchedKind } from '../projection/WatchedKind';

/** Path of a group and version, where its resources are listed: `/api/v1` or `/apis/apps/v1`. */
export function versionPath(group: string, version: string): string {
  return group
    ? `${groupPath(group)}/${encodeURIComponent(version)}`
    : `/api/${encodeURIComponent(version)}`;
}

export function groupPath(group: string): string {
  return `/apis/${encodeURIComponent(group)}`;
}

/** Path of a collection, of one namespace or of all. */
export function collectionPath(
  kind: WatchedKind,
  options: { version: string; namespace?: string },
): string {
  const { version, namespace } = options;
  const scope = namespace ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  return `${versionPath(kind.group, version)}${scope}/${encodeURIComponent(
    kind.plural,
  )}`;
}

/** The selectors of a kind, as query parameters. */
export function selectorsOf(kind: WatchedKind): Record<string, string> {
  return {
    ...(kind.labelSelector && { labelSelector: kind.labelSelector }),
    ...(kind.fieldSelector && { fieldSelector: kind.fieldSelector }),
  };
}
