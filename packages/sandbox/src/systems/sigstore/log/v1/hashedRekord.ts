import { z } from 'zod';
import { hashesOf, verifiesDigest } from '../../keys/verifySignature';
import { ProposalError } from '../ProposalError';
import { verifierKey } from '../verifierKey';
import { CanonicalEntry } from './CanonicalEntry';

export const hashedRekordSchema = z.object({
  kind: z.literal('hashedrekord'),
  apiVersion: z.literal('0.0.1'),
  spec: z.object({
    signature: z.object({
      content: z.string().min(1),
      publicKey: z.object({ content: z.string().min(1) }),
    }),
    data: z.object({
      hash: z.object({
        algorithm: z.enum(['sha256', 'sha384', 'sha512']),
        value: z.string().regex(/^[0-9a-f]+$/i),
      }),
    }),
  }),
});

/** @throws ProposalError when the signature is not one over this digest */
export function canonicalHashedRekord({
  spec,
}: z.infer<typeof hashedRekordSchema>): CanonicalEntry {
  const { algorithm, value } = spec.data.hash;
  const key = verifierKey(spec.signature.publicKey.content);
  if (hashesOf(key).every(hash => hash === null)) {
    throw new ProposalError(
      `a hashedrekord takes no signature of ${key.asymmetricKeyType}: it can not be verified by a digest`,
    );
  }
  const signature = Buffer.from(spec.signature.content, 'base64');
  const signed = { hash: algorithm, digest: Buffer.from(value, 'hex') };
  if (!verifiesDigest(key, signed, signature)) {
    throw new ProposalError('verifying signature: invalid signature');
  }
  return {
    apiVersion: '0.0.1',
    kind: 'hashedrekord',
    spec: {
      data: { hash: { algorithm, value: value.toLowerCase() } },
      signature: {
        content: signature.toString('base64'),
        publicKey: { content: spec.signature.publicKey.content },
      },
    },
  };
}
