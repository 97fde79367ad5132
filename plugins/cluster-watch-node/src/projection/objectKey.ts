/** `namespace/name`, or the name alone: what the API server sorts lists by, after the kind. */
export function objectKey(object: {
  namespace?: string;
  name: string;
}): string {
  return object.namespace ? `${object.namespace}/${object.name}` : object.name;
}

/** Name and namespace of a key; neither can hold a slash. */
export function parseObjectKey(key: string): {
  namespace?: string;
  name: string;
} {
  const slash = key.indexOf('/');
  return slash < 0
    ? { name: key }
    : { namespace: key.slice(0, slash), name: key.slice(slash + 1) };
}

/** Order of keys as the API server and the database have it: byte by byte. */
export function compareKeys(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
