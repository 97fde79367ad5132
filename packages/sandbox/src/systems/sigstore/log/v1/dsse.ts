import { z } from 'zod';
import { sha256 } from '../../keys/sha';
import { parseEnvelope, signersOf } from '../parseEnvelope';
import { verifierKey } from '../verifierKey';
import { CanonicalEntry } from './CanonicalEntry';

export const dsseSchema = z.object({
  kind: z.literal('dsse'),
  apiVersion: z.literal('0.0.1'),
  spec: z.object({
    proposedContent: z.object({
      envelope: z.string().min(1),
      verifiers: z.array(z.string().min(1)).min(1),
    }),
  }),
});

/** @throws ProposalError when a signature was made by none of the verifiers */
export function canonicalDsse({
  spec,
}: z.infer<typeof dsseSchema>): CanonicalEntry {
  const { envelope: text, verifiers } = spec.proposedContent;
  const envelope = parseEnvelope(text);
  const signers = signersOf(envelope, verifiers.map(verifierKey));
  return {
    apiVersion: '0.0.1',
    kind: 'dsse',
    spec: {
      envelopeHash: {
        algorithm: 'sha256',
        value: sha256(Buffer.from(text)).toString('hex'),
      },
      payloadHash: {
        algorithm: 'sha256',
        value: sha256(envelope.payload).toString('hex'),
      },
      signatures: envelope.signatures.map(({ sig }, i) => ({
        signature: sig.toString('base64'),
        verifier: verifiers[signers[i]],
      })),
    },
  };
}
