import { dsse } from '@sigstore/core';
import { sign as signBytes } from 'node:crypto';
import { CertificateRequest } from '../certificates/CertificateAuthority';
import { CertificateIdentity } from '../certificates/CertificateIdentity';
import { sha256 } from '../keys/sha';
import { SigstoreInstance } from '../SigstoreInstance';
import { LogChoice, logSignature } from './logSignature';
import { SignedParts } from './SignedParts';
import { createSigningKey, SigningKey } from './SigningKey';

export type SignOptions = {
  /** Who signs: with a certificate for a key that is thrown away, or with a key of one's own. */
  signer:
    | {
        identity: CertificateIdentity;
        /** The key that the certificate is for; by default a new one, ECDSA P-256. */
        key?: SigningKey;
        /** What is unusual about the certificate. */
        certificate?: Pick<CertificateRequest, 'timestamped' | 'validForMs'>;
      }
    | { identity?: undefined; key: SigningKey };
  /** Bytes that are signed as they are, or a statement, signed in a DSSE envelope. */
  content:
    | { payload: Buffer }
    | {
        statement: Record<string, unknown>;
        /** Default `application/vnd.in-toto+json`. */
        payloadType?: string;
      };
  log: LogChoice;
  /** Whether the authority stamps the signature, or the envelope as Cosign 2 had it do in attestations. Default none. */
  timestamp?: 'signature' | 'envelope';
  /** When what happened; the present of the instance by default. */
  at?: Date | { certificate?: Date; log?: Date; timestamp?: Date };
};

/**
 * Signs with an instance, without HTTP.
 *
 * @throws ProposalError when the log refuses the signature, as it does with a message signed by Ed25519
 */
export async function sign(
  instance: SigstoreInstance,
  options: SignOptions,
): Promise<SignedParts> {
  const { signer, log, timestamp } = options;
  const now = instance.now();
  const at =
    options.at instanceof Date
      ? { certificate: options.at, log: options.at, timestamp: options.at }
      : { certificate: now, log: now, timestamp: now, ...options.at };
  const key = signer.key ?? createSigningKey();
  const parts: SignedParts = {
    ...signContent(options.content, key),
    publicKey: key.publicKey,
    ...(signer.identity && {
      certificate: {
        leaf: await instance.certificates.issue({
          ...signer.certificate,
          identity: signer.identity,
          publicKey: key.publicKey,
          at: at.certificate,
        }),
        chain: instance.certificates.chain,
      },
    }),
  };
  return {
    ...parts,
    ...(log !== 'none' && {
      logEntry: logSignature(instance, log, { parts, key, at: at.log }),
    }),
    ...(timestamp && {
      timestamp: stamp(instance, {
        bytes: stampedBytes(parts, timestamp),
        at: at.timestamp,
      }),
    }),
  };
}

/** A timestamp of any bytes, for instance of another signature. */
export function stamp(
  instance: SigstoreInstance,
  options: { bytes: Buffer; at?: Date },
): Buffer {
  return instance.timestamps.stamp(
    { hash: 'sha256', digest: sha256(options.bytes), certificates: true },
    options.at ?? instance.now(),
  );
}

function signContent(
  content: SignOptions['content'],
  { hash, privateKey }: SigningKey,
): Pick<SignedParts, 'content' | 'signature'> {
  if ('payload' in content) {
    const { payload } = content;
    return {
      content: { form: 'message', payload },
      signature: signBytes(hash, payload, privateKey),
    };
  }
  const { statement, payloadType = 'application/vnd.in-toto+json' } = content;
  const payload = Buffer.from(JSON.stringify(statement));
  const signature = signBytes(
    hash,
    dsse.preAuthEncoding(payloadType, payload),
    privateKey,
  );
  const bytes = Buffer.from(
    JSON.stringify({
      payloadType,
      payload: payload.toString('base64'),
      signatures: [{ keyid: '', sig: signature.toString('base64') }],
    }),
  );
  return {
    content: { form: 'envelope', payloadType, payload, bytes },
    signature,
  };
}

function stampedBytes(
  { content, signature }: SignedParts,
  stamped: 'signature' | 'envelope',
): Buffer {
  if (stamped === 'signature') return signature;
  if (content.form === 'message') {
    throw new Error('a message has no envelope to be stamped');
  }
  return content.bytes;
}
