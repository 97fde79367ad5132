import { ZodError } from 'zod';
import type { InTotoStatement } from '../verify/inTotoStatement';
import type { Predicate } from './Predicate';
import { readProvenanceV02 } from './readProvenanceV02';
import { readProvenanceV1 } from './readProvenanceV1';
import { readCycloneDx, readSpdx } from './readSbom';
import { readCosignScan, readInTotoScan } from './readScan';
import { readVerificationSummary } from './readVerificationSummary';
import { readVex } from './readVex';

/** The predicate type of Cosign 3's image signature. */
export const imageSignatureType = 'https://sigstore.dev/cosign/sign/v1';

type Read = (predicate: unknown) => Predicate;

const readers: readonly { type: RegExp; read: Read }[] = [
  {
    type: /^https:\/\/sigstore\.dev\/cosign\/sign\/v1$/,
    read: () => ({ kind: 'signature' }),
  },
  { type: /^https:\/\/slsa\.dev\/provenance\/v1$/, read: readProvenanceV1 },
  {
    type: /^https:\/\/slsa\.dev\/provenance\/v0\.2$/,
    read: predicate => readProvenanceV02(predicate, 'v0.2'),
  },
  {
    type: /^https:\/\/slsa\.dev\/provenance\/v0\.1$/,
    read: predicate => readProvenanceV02(predicate, 'v0.1'),
  },
  {
    // Cosign 1 wrote it without the scheme.
    type: /^(https:\/\/)?cosign\.sigstore\.dev\/attestation\/vuln\/v1$/,
    read: readCosignScan,
  },
  {
    type: /^https:\/\/in-toto\.io\/attestation\/vulns\/v0\.[12]$/,
    read: readInTotoScan,
  },
  {
    type: /^https:\/\/cyclonedx\.org\/bom(\/v?[0-9.]+)?$/,
    read: readCycloneDx,
  },
  {
    type: /^https:\/\/spdx\.dev\/Document(\/v?[0-9.]+)?$/,
    read: readSpdx,
  },
  { type: /^https:\/\/openvex\.dev\/ns(\/v[0-9.]+)?$/, read: readVex },
  {
    type: /^https:\/\/slsa\.dev\/verification_summary\/v(1|0\.2)$/,
    read: readVerificationSummary,
  },
];

/**
 * Reads what a statement says. Its signer may have written anything, so this
 * is a claim until a policy trusts the signer for it. It never throws.
 */
export function readPredicate(statement: InTotoStatement): Predicate {
  const { predicateType, predicate } = statement;
  const reader = readers.find(({ type }) => type.test(predicateType));
  if (!reader) return { kind: 'other', predicateType };
  try {
    return reader.read(predicate);
  } catch (error) {
    return { kind: 'unreadable', predicateType, found: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof ZodError) {
    const [{ path, message }] = error.issues;
    return `${path.join('.') || 'predicate'}: ${message}`.slice(0, 500);
  }
  return (error instanceof Error ? error.message : String(error)).slice(0, 500);
}
