/** An entry as Rekor v1 keeps it: canonical JSON of this is what is hashed and signed. */
export type CanonicalEntry = {
  kind: string;
  apiVersion: string;
  spec: Record<string, unknown>;
};
