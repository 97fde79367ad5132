import * as pkijs from 'pkijs';
import { z } from 'zod';
import { HashName } from '../keys/sha';
import { hashOids, TimestampRequest } from './TimestampAuthority';

const jsonSchema = z.object({
  /** Base64 of the digest. */
  artifactHash: z.string().min(1),
  hashAlgorithm: z.enum(['sha256', 'sha384', 'sha512']),
  certificates: z.boolean().optional(),
  nonce: z.number().int().nonnegative().optional(),
});

const lengths: Record<HashName, number> = {
  sha256: 32,
  sha384: 48,
  sha512: 64,
};

/**
 * Reads what is to be stamped, from JSON as Sigstore's authority takes it.
 *
 * @throws Error which names field and problem
 */
export function parseTimestampJson(body: unknown): TimestampRequest {
  const parsed = jsonSchema.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`${issue.path.join('.') || 'body'}: ${issue.message}`);
  }
  const { artifactHash, hashAlgorithm, certificates, nonce } = parsed.data;
  return checked({
    hash: hashAlgorithm,
    digest: Buffer.from(artifactHash, 'base64'),
    certificates: certificates ?? false,
    nonce: nonce === undefined ? undefined : toInteger(nonce),
  });
}

/**
 * Reads a `TimeStampReq` (RFC 3161, 2.4.1).
 *
 * @throws Error which names the problem
 */
export function parseTimestampQuery(der: Buffer): TimestampRequest {
  let query: pkijs.TimeStampReq;
  try {
    query = pkijs.TimeStampReq.fromBER(der);
  } catch (cause) {
    throw new Error('the body is no TimeStampReq', { cause });
  }
  const { hashAlgorithm, hashedMessage } = query.messageImprint;
  const hash = (Object.keys(hashOids) as HashName[]).find(
    name => hashOids[name] === hashAlgorithm.algorithmId,
  );
  if (!hash) {
    throw new Error(`unsupported hash ${hashAlgorithm.algorithmId}`);
  }
  return checked({
    hash,
    digest: Buffer.from(hashedMessage.valueBlock.valueHexView),
    certificates: query.certReq ?? false,
    nonce: query.nonce && Buffer.from(query.nonce.valueBlock.valueHexView),
  });
}

function checked(request: TimestampRequest): TimestampRequest {
  if (request.digest.length !== lengths[request.hash]) {
    throw new Error(
      `a digest of ${request.digest.length} bytes is none of ${request.hash}`,
    );
  }
  return request;
}

function toInteger(value: number): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(
    hex.padStart(hex.length + (hex.length % 2), '0'),
    'hex',
  );
  // A first bit of 1 would make it negative.
  return bytes[0] & 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
}
