/**
 * Lists that Kubernetes merges item by item, with the fields that tell the
 * items apart: what the `patchMergeKey` tags of its types say. All other lists
 * are replaced as a whole.
 *
 * Found by the name of the field; where one name means different lists, by its
 * parent's as well.
 */
const keysByField: Record<string, string[]> = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  imagePullSecrets: ['name'],
  secrets: ['name'],
  hostAliases: ['ip'],
  topologySpreadConstraints: ['topologyKey', 'whenUnsatisfiable'],
  conditions: ['type'],
  ownerReferences: ['uid'],
  resourceClaims: ['name'],
};

const keysByPath: Record<string, string[]> = {
  'Service/spec/ports': ['port', 'protocol'],
  'containers/ports': ['containerPort', 'protocol'],
  'initContainers/ports': ['containerPort', 'protocol'],
};

/** Lists of plain values that merge as sets. */
const sets = new Set(['metadata/finalizers']);

/** Fields of an item that have a default when they are left out, so that keys can be compared. */
const keyDefaults: Record<string, unknown> = { protocol: 'TCP' };

export type ListMerge = { type: 'set' } | { type: 'map'; keys: string[] };

/** How the list at `path` (field names from the object's root) of a built-in kind merges; `undefined`: as a whole. */
export function listMergeAt(
  kind: string,
  path: readonly string[],
): ListMerge | undefined {
  const field = path[path.length - 1];
  const parent = path[path.length - 2];
  if (sets.has(`${parent}/${field}`)) return { type: 'set' };
  const keys =
    keysByPath[`${kind}/${path.join('/')}`] ??
    keysByPath[`${parent}/${field}`] ??
    keysByField[field];
  return keys && { type: 'map', keys };
}

/** The identity of an item, as text. */
export function itemKey(item: { [field: string]: unknown }, keys: string[]) {
  return JSON.stringify(keys.map(key => item[key] ?? keyDefaults[key]));
}

/** Only kinds that Kubernetes itself brings have merge keys; custom resources do not. */
export function hasMergeKeys(apiVersion: string): boolean {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return !group.includes('.') || group.endsWith('.k8s.io');
}
