import { json } from '@sigstore/core';
import { z } from 'zod';
import { sha256 } from '../../keys/sha';
import { parseEnvelope, signersOf } from '../parseEnvelope';
import { ProposalError } from '../ProposalError';
import { verifierKey } from '../verifierKey';
import { CanonicalEntry } from './CanonicalEntry';

const hashSchema = z.object({
  algorithm: z.literal('sha256'),
  value: z.string(),
});

export const inToto001Schema = z.object({
  kind: z.literal('intoto'),
  apiVersion: z.literal('0.0.1'),
  spec: z.object({
    content: z.object({ envelope: z.string().min(1) }),
    publicKey: z.string().min(1),
  }),
});

export const inToto002Schema = z.object({
  kind: z.literal('intoto'),
  apiVersion: z.literal('0.0.2'),
  spec: z.object({
    content: z.object({
      envelope: z.object({
        payloadType: z.string().min(1),
        payload: z.string().min(1),
        signatures: z
          .array(
            z.object({
              keyid: z.string().optional(),
              sig: z.string().min(1),
              publicKey: z.string().min(1),
            }),
          )
          .min(1),
      }),
      hash: hashSchema.optional(),
      payloadHash: hashSchema.optional(),
    }),
  }),
});

/**
 * What `cosign attest` logged before 2.2: digests alone.
 *
 * @throws ProposalError when the key did not make the signature
 */
export function canonicalInToto001({
  spec,
}: z.infer<typeof inToto001Schema>): CanonicalEntry {
  const text = spec.content.envelope;
  const envelope = parseEnvelope(text);
  signersOf(envelope, [verifierKey(spec.publicKey)]);
  return {
    apiVersion: '0.0.1',
    kind: 'intoto',
    spec: {
      content: {
        hash: hashOf(Buffer.from(text)),
        payloadHash: hashOf(envelope.payload),
      },
      publicKey: spec.publicKey,
    },
  };
}

/**
 * Payload and signatures come in base64 twice, and the payload is not kept.
 *
 * @throws ProposalError when a signature was not made by its key, or a digest is another's
 */
export function canonicalInToto002({
  spec,
}: z.infer<typeof inToto002Schema>): CanonicalEntry {
  const { envelope, hash, payloadHash } = spec.content;
  const plain = {
    payloadType: envelope.payloadType,
    payload: once(envelope.payload),
    signatures: envelope.signatures.map(({ keyid, sig, publicKey }) => ({
      ...(keyid ? { keyid } : {}),
      sig: once(sig),
      publicKey: once(publicKey),
    })),
  };
  const decoded = parseEnvelope(JSON.stringify(plain));
  const keys = envelope.signatures.map(({ publicKey }) =>
    verifierKey(publicKey),
  );
  decoded.signatures.forEach((signature, i) =>
    signersOf({ ...decoded, signatures: [signature] }, [keys[i]]),
  );
  const envelopeHash = hashOf(Buffer.from(json.canonicalize(plain)));
  const expectedPayload = hashOf(decoded.payload);
  if (payloadHash && payloadHash.value !== expectedPayload.value) {
    throw new ProposalError('payloadHash is not the digest of the payload');
  }
  return {
    apiVersion: '0.0.2',
    kind: 'intoto',
    spec: {
      content: {
        envelope: {
          payloadType: envelope.payloadType,
          signatures: envelope.signatures.map(({ keyid, sig, publicKey }) => ({
            ...(keyid ? { keyid } : {}),
            publicKey,
            sig,
          })),
        },
        // Clients disagree on how an envelope becomes bytes: theirs is kept.
        hash: hash ?? envelopeHash,
        payloadHash: expectedPayload,
      },
    },
  };
}

function hashOf(bytes: Buffer) {
  return { algorithm: 'sha256', value: sha256(bytes).toString('hex') };
}

function once(twice: string): string {
  return Buffer.from(twice, 'base64').toString('utf8');
}
