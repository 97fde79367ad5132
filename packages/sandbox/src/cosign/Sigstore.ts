/** Where the services of a Sigstore instance listen. */
export type SigstoreAddresses = {
  /** Fulcio: issues certificates. */
  fulcioUrl: string;
  /** Rekor: logs signatures. */
  rekorUrl: string;
  /** Its API: 1 promises an entry with a time, 2 proves the inclusion and leaves the time to the timestamp authority. */
  rekorVersion: 1 | 2;
  /** The timestamp authority; without it, a signature carries no signed timestamp. */
  timestampUrl?: string;
};

/** An instance that has all of its services at one address, and Rekor in both versions: the newer one is used, as Cosign 3 does. */
export function sigstoreAddresses(url: string): SigstoreAddresses {
  return {
    fulcioUrl: url,
    rekorUrl: url,
    rekorVersion: 2,
    timestampUrl: url,
  };
}
