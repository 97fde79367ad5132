/** What a statement says of an image: the types that Cosign's `--type` names stand for. */
export const predicateTypes = {
  /** The statement that `cosign sign` makes since version 3. */
  signature: 'https://sigstore.dev/cosign/sign/v1',
  provenance: 'https://slsa.dev/provenance/v1',
  sbom: 'https://cyclonedx.org/bom',
  scan: 'https://cosign.sigstore.dev/attestation/vuln/v1',
} as const;

export type PredicateType =
  (typeof predicateTypes)[keyof typeof predicateTypes];
