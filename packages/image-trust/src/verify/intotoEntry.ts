import { createHash, verify } from 'node:crypto';
import { json } from '@sigstore/core';
import type { TransparencyLogEntry } from '@sigstore/bundle';
import type { TrustMaterial } from '@sigstore/verify';
import { z } from 'zod';
import { VerificationFailure } from './VerificationFailure';

const bodySchema = z.object({
  kind: z.literal('intoto'),
  apiVersion: z.literal('0.0.1'),
  spec: z.object({
    content: z.object({
      hash: z.object({ algorithm: z.literal('sha256'), value: z.string() }),
      payloadHash: z
        .object({ algorithm: z.literal('sha256'), value: z.string() })
        .optional(),
    }),
  }),
});

/**
 * Verifies an entry of kind `intoto/0.0.1`, which `cosign attest` wrote before
 * 2.2 and the library does not know: the log's promise, and the digest of the
 * envelope as it was sent to the log.
 *
 * @throws VerificationFailure
 */
export function verifyIntotoEntry(
  entry: TransparencyLogEntry,
  options: {
    body: unknown;
    /** The exact bytes of the envelope. */
    envelope: Buffer | undefined;
    payload: Buffer;
    logs: TrustMaterial['tlogs'];
  },
): void {
  verifyPromise(entry, options.logs);
  const { envelope, payload } = options;
  if (!envelope) {
    throw new VerificationFailure('UNSUPPORTED', {
      expected: 'the envelope as it was sent to the log',
      found: 'an intoto/0.0.1 entry beside a bundle, which holds it in parts',
    });
  }
  const parsed = bodySchema.safeParse(options.body);
  if (!parsed.success) {
    throw new VerificationFailure('TLOG_MISMATCH', {
      expected: 'a log entry of this envelope',
      found: 'a log entry of another kind, or without a SHA-256',
    });
  }
  const { hash, payloadHash } = parsed.data.spec.content;
  if (
    hash.value !== sha256(envelope) ||
    (payloadHash && payloadHash.value !== sha256(payload))
  ) {
    throw new VerificationFailure('TLOG_MISMATCH', {
      expected: `a log entry of the envelope ${sha256(envelope)}`,
      found: `a log entry of ${hash.value.slice(0, 64)}`,
    });
  }
}

/** Checks the signed entry timestamp, as for every other kind the library does. */
function verifyPromise(
  entry: TransparencyLogEntry,
  logs: TrustMaterial['tlogs'],
): void {
  const promise = entry.inclusionPromise?.signedEntryTimestamp;
  const integratedTime = Number(entry.integratedTime);
  const time = integratedTime * 1000;
  const signed = Buffer.from(
    json.canonicalize({
      body: entry.canonicalizedBody.toString('base64'),
      integratedTime,
      logIndex: Number(entry.logIndex),
      logID: entry.logId.keyId.toString('hex'),
    }),
  );
  const promised =
    promise &&
    logs.some(
      ({ logID, publicKey, validFor }) =>
        logID.equals(entry.logId.keyId) &&
        validFor.start.getTime() <= time &&
        time <= validFor.end.getTime() &&
        verify(
          publicKey.asymmetricKeyType === 'ed25519' ? null : 'sha256',
          signed,
          publicKey,
          promise,
        ),
    );
  if (!promised) {
    throw new VerificationFailure('TLOG_INVALID', {
      expected: "an inclusion promise of one of the domain's logs",
      found: promise ? 'one that none of them made' : 'none',
    });
  }
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
