import type { Bundle } from '@sigstore/bundle';
import type { Digest } from '../oci/digest';
import type { RegistryErrorCode } from '../oci/RegistryError';

/**
 * Where a piece of evidence was found.
 *
 * - `bundle-referrer`: Cosign 3, GitHub's `push-to-registry`
 * - `signature-tag`, `attestation-tag`: Cosign 1 and 2, tags `sha256-<hex>.sig` and `.att`
 * - `signature-referrer`: Cosign 2 with experimental OCI 1.1 support
 * - `attestation-referrer`: Cosign's attestations in legacy format as a referrer
 * - `github-attestations`: GitHub's attestations API
 */
export type Storage =
  | 'bundle-referrer'
  | 'signature-tag'
  | 'attestation-tag'
  | 'signature-referrer'
  | 'attestation-referrer'
  | 'github-attestations';

/** Where exactly: nothing in it is signed. */
export type Found = {
  storage: Storage;
  /** The manifest that names it; absent outside a registry. */
  manifest?: Digest;
  /** The bytes themselves. */
  blob: Digest;
};

/**
 * Something that carries a signature, brought into the form of a Sigstore
 * bundle whatever it was stored as. Nothing of it was verified yet.
 */
export type SignedEvidence = Found & {
  bundle: Bundle;
  signed: SignedForm;
};

/** What the signature is over. */
export type SignedForm =
  /** A DSSE envelope; `envelope` holds its exact bytes where it is stored as such, because logs and authorities may have hashed those. */
  | { form: 'dsse'; envelope?: Buffer }
  | { form: 'simple-signing'; payload: Buffer }
  /** Bytes that are not stored with the signature: the image's manifest, or nothing that can be checked. */
  | { form: 'message' };

/** What a build tool wrote beside the image without a signature: a claim, never evidence. */
export type Claim = {
  manifest: Digest;
  blob: Digest;
  /** The image of an index that it is about; absent when it is about the digest that was asked for. */
  about?: Digest;
  predicateType: string | undefined;
};

/** An artifact of another trust system, or one that we do not know. */
export type OtherArtifact = { manifest: Digest; artifactType: string };

/** Evidence that may be there and could not be read; while there is one, "missing" is not proved. */
export type Unreadable = {
  /** The place, e.g. `tag sha256-….sig`. */
  at: string;
  code: RegistryErrorCode;
  found: string;
};

/** Everything that is attached to one digest. */
export type Collected = {
  subject: Digest;
  /** The bytes that `subject` is the digest of, where they could be read. */
  subjectManifest?: Buffer;
  signed: readonly SignedEvidence[];
  claims: readonly Claim[];
  other: readonly OtherArtifact[];
  unreadable: readonly Unreadable[];
  /** Whether every place was read: only then does "nothing found" mean that there is nothing. */
  complete: boolean;
};
