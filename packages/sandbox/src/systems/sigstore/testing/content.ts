/** The payload that `cosign sign` signed in its first two versions. */
export function simpleSigning(options: {
  /** Of the image: `sha256:<hex>`. */
  digest: string;
  /** Repository or reference, which nobody checks. */
  reference?: string;
  optional?: Record<string, unknown>;
}): Buffer {
  const { digest, reference = 'registry.example/app', optional } = options;
  return Buffer.from(
    JSON.stringify({
      critical: {
        identity: { 'docker-reference': reference },
        image: { 'docker-manifest-digest': digest },
        type: 'cosign container image signature',
      },
      // What cosign writes for no annotations.
      optional: optional ?? null,
    }),
  );
}

/** A statement about an image. */
export function inTotoStatement(options: {
  /** Of the image: `sha256:<hex>`. */
  digest: string;
  name?: string;
  predicateType: string;
  predicate?: Record<string, unknown>;
}): Record<string, unknown> {
  const { digest, name = 'registry.example/app', predicateType } = options;
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name, digest: { sha256: digest.replace(/^sha256:/, '') } }],
    predicateType,
    predicate: options.predicate ?? {},
  };
}

/** What `cosign sign` writes since its third version: a statement that says nothing more. */
export const cosignSignPredicate = 'https://sigstore.dev/cosign/sign/v1';
