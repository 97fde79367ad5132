import { PredicateType, predicateTypes } from './predicateTypes';

/** @see https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md */
export type Statement = {
  _type: string;
  subject: Array<{
    name?: string;
    digest: { sha256: string };
    annotations?: Record<string, string>;
  }>;
  predicateType: PredicateType;
  predicate: object;
};

/** An image without tag or digest, and its digest. */
export type SignedImage = { repository: string; digest: string };

/** What `cosign sign` signs since version 3. */
export function signatureStatement({ digest }: SignedImage): Statement {
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ digest: { sha256: hexOf(digest) }, annotations: {} }],
    predicateType: predicateTypes.signature,
    predicate: {},
  };
}

/** What `cosign attest` signs, in every version. */
export function attestationStatement(
  { repository, digest }: SignedImage,
  predicateType: PredicateType,
  predicate: object,
): Statement {
  return {
    _type: 'https://in-toto.io/Statement/v0.1',
    subject: [{ name: repository, digest: { sha256: hexOf(digest) } }],
    predicateType,
    predicate,
  };
}

function hexOf(digest: string): string {
  return digest.slice('sha256:'.length);
}
