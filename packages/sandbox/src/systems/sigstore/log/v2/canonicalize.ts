import { dsse, json } from '@sigstore/core';
import { verify } from 'node:crypto';
import { z } from 'zod';
import { digest, HashName } from '../../keys/sha';
import { verifiesDigest } from '../../keys/verifySignature';
import { parseEnvelope } from '../parseEnvelope';
import { ProposalError } from '../ProposalError';
import { readVerifier, verifierSchema } from './verifier';

const hashedRekordSchema = z.object({
  digest: z.string().min(1),
  signature: z.object({
    content: z.string().min(1),
    verifier: verifierSchema,
  }),
});
const dsseSchema = z.object({
  envelope: z.record(z.unknown()),
  verifiers: z.array(verifierSchema).min(1),
});
const requestSchema = z
  .object({
    hashedRekordRequestV002: hashedRekordSchema.optional(),
    dsseRequestV002: dsseSchema.optional(),
  })
  .refine(
    request => !request.hashedRekordRequestV002 !== !request.dsseRequestV002,
    'must have either hashedRekordRequestV002 or dsseRequestV002',
  );

const protoHash: Record<HashName, string> = {
  sha256: 'SHA2_256',
  sha384: 'SHA2_384',
  sha512: 'SHA2_512',
};

/**
 * Checks a request, signatures included, and brings it into the bytes that the
 * log keeps.
 *
 * @throws ProposalError
 * @see https://github.com/sigstore/protobuf-specs/tree/main/protos/rekor/v2
 */
export function canonicalizeV2(request: unknown): Buffer {
  const parsed = requestSchema.safeParse(request);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ProposalError(
      `invalid request: ${issue.path.join('.') || 'body'}: ${issue.message}`,
    );
  }
  const { hashedRekordRequestV002, dsseRequestV002 } = parsed.data;
  const kind = hashedRekordRequestV002 ? 'hashedrekord' : 'dsse';
  const spec = hashedRekordRequestV002
    ? { hashedRekordV002: hashedRekord(hashedRekordRequestV002) }
    : { dsseV002: envelope(dsseSchema.parse(dsseRequestV002)) };
  const entry = { apiVersion: '0.0.2', kind, spec };
  return Buffer.from(json.canonicalize(entry));
}

function hashedRekord(request: z.infer<typeof hashedRekordSchema>) {
  const { content, verifier } = request.signature;
  const { key, hash } = readVerifier(verifier);
  if (!hash) {
    throw new ProposalError(
      `a hashedrekord takes no signature of ${verifier.keyDetails}: it can not be verified by a digest`,
    );
  }
  const signed = { hash, digest: Buffer.from(request.digest, 'base64') };
  if (!verifiesDigest(key, signed, Buffer.from(content, 'base64'))) {
    throw new ProposalError('invalid signature');
  }
  return {
    data: { algorithm: protoHash[hash], digest: request.digest },
    signature: { content, verifier },
  };
}

function envelope(request: z.infer<typeof dsseSchema>) {
  const { payload, payloadType, signatures } = parseEnvelope(
    JSON.stringify(request.envelope),
  );
  const signed = dsse.preAuthEncoding(payloadType, payload);
  const verifiers = request.verifiers.map(verifier => ({
    verifier,
    ...readVerifier(verifier),
  }));
  return {
    payloadHash: {
      algorithm: protoHash.sha256,
      digest: digest('sha256', payload).toString('base64'),
    },
    signatures: signatures.map(({ sig }) => {
      const signer = verifiers.find(({ key, hash }) =>
        verify(hash, signed, key, sig),
      );
      if (!signer) throw new ProposalError('invalid signature');
      return { content: sig.toString('base64'), verifier: signer.verifier };
    }),
  };
}
