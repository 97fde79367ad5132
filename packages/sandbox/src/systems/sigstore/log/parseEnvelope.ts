import { dsse } from '@sigstore/core';
import { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { verifiesMessage } from '../keys/verifySignature';
import { ProposalError } from './ProposalError';

const envelopeSchema = z.object({
  payloadType: z.string(),
  payload: z.string(),
  signatures: z
    .array(z.object({ sig: z.string().min(1), keyid: z.string().optional() }))
    .min(1),
});

/** A DSSE envelope whose texts were decoded. */
export type Envelope = {
  payloadType: string;
  payload: Buffer;
  signatures: { sig: Buffer; keyid?: string }[];
};

/** @throws ProposalError */
export function parseEnvelope(text: string): Envelope {
  let parsed: z.infer<typeof envelopeSchema>;
  try {
    parsed = envelopeSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new ProposalError('the envelope is no DSSE envelope', cause);
  }
  return {
    payloadType: parsed.payloadType,
    payload: Buffer.from(parsed.payload, 'base64'),
    signatures: parsed.signatures.map(({ sig, keyid }) => ({
      sig: Buffer.from(sig, 'base64'),
      keyid,
    })),
  };
}

/**
 * Finds for each signature the key that made it.
 *
 * @returns indexes into `keys`, in the order of the signatures
 * @throws ProposalError when one was made by none of them
 */
export function signersOf(
  envelope: Envelope,
  keys: readonly KeyObject[],
): number[] {
  const signed = dsse.preAuthEncoding(envelope.payloadType, envelope.payload);
  return envelope.signatures.map(({ sig }) => {
    const index = keys.findIndex(key => verifiesMessage(key, signed, sig));
    if (index < 0) {
      throw new ProposalError('could not verify envelope: invalid signature');
    }
    return index;
  });
}
