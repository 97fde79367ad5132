import { dsse } from '@sigstore/core';
import { spkiOf } from '../keys/InstanceKeys';
import { digest } from '../keys/sha';
import { SigstoreInstance } from '../SigstoreInstance';
import { SignedParts, BundleLogEntry, fromRekorV1 } from './SignedParts';
import { SigningKey } from './SigningKey';
import { certificatePem, publicKeyPem } from '../keys/toPem';

/**
 * How a signature is logged: which log, and as what kind of entry. `rekor-v2`
 * is a hashedrekord for a message and a dsse for a statement, as sigstore-js
 * writes; Cosign 3 writes `rekor-v2-hashedrekord` for statements, too.
 */
export type LogChoice =
  | 'rekor-v1-hashedrekord'
  | 'rekor-v1-dsse'
  | 'rekor-v1-intoto-0.0.1'
  | 'rekor-v1-intoto-0.0.2'
  | 'rekor-v2'
  | 'rekor-v2-hashedrekord'
  | 'none';

type Unlogged = Omit<SignedParts, 'logEntry'>;
type Context = { key: SigningKey; at: Date };

/**
 * Logs a signature as the clients do that write this kind of entry.
 *
 * @throws ProposalError when the log refuses it
 */
export function logSignature(
  instance: SigstoreInstance,
  log: Exclude<LogChoice, 'none'>,
  options: Context & { parts: Unlogged },
): BundleLogEntry {
  const { parts, at } = options;
  if (log === 'rekor-v2' || log === 'rekor-v2-hashedrekord') {
    const request = requestV2(log, { parts, key: options.key });
    return instance.rekorV2.propose(request, at).entry;
  }
  const proposal =
    log === 'rekor-v1-hashedrekord'
      ? hashedRekord(parts, options)
      : inEnvelope(log, parts);
  return fromRekorV1(instance.rekorV1.propose(proposal, at).entry);
}

function hashedRekord({ content, ...parts }: Unlogged, { key }: Context) {
  if (content.form !== 'message') {
    throw new Error(
      'an envelope is logged as dsse or intoto, not hashedrekord',
    );
  }
  const algorithm = key.hash ?? 'sha256';
  return {
    kind: 'hashedrekord',
    apiVersion: '0.0.1',
    spec: {
      data: {
        hash: {
          algorithm,
          value: digest(algorithm, content.payload).toString('hex'),
        },
      },
      signature: {
        content: parts.signature.toString('base64'),
        publicKey: { content: verifierPem(parts) },
      },
    },
  };
}

function inEnvelope(
  log: 'rekor-v1-dsse' | 'rekor-v1-intoto-0.0.1' | 'rekor-v1-intoto-0.0.2',
  { content, ...parts }: Unlogged,
) {
  if (content.form !== 'envelope') {
    throw new Error('a message is logged as hashedrekord, not dsse or intoto');
  }
  const verifier = verifierPem(parts);
  const envelope = content.bytes.toString('utf8');
  switch (log) {
    case 'rekor-v1-dsse':
      return {
        kind: 'dsse',
        apiVersion: '0.0.1',
        spec: { proposedContent: { envelope, verifiers: [verifier] } },
      };
    case 'rekor-v1-intoto-0.0.1':
      return {
        kind: 'intoto',
        apiVersion: '0.0.1',
        spec: { content: { envelope }, publicKey: verifier },
      };
    case 'rekor-v1-intoto-0.0.2':
      return {
        kind: 'intoto',
        apiVersion: '0.0.2',
        spec: {
          content: {
            envelope: {
              payloadType: content.payloadType,
              payload: twice(content.payload),
              signatures: [
                { sig: twice(parts.signature), publicKey: verifier },
              ],
            },
          },
        },
      };
    default:
      throw new Error(`no entries of kind ${log satisfies never}`);
  }
}

function requestV2(
  log: 'rekor-v2' | 'rekor-v2-hashedrekord',
  options: { parts: Unlogged; key: SigningKey },
) {
  const {
    key,
    parts: { content, ...parts },
  } = options;
  const verifier = {
    keyDetails: key.keyDetails,
    ...(parts.certificate
      ? {
          x509Certificate: {
            rawBytes: parts.certificate.leaf.toString('base64'),
          },
        }
      : {
          publicKey: { rawBytes: spkiOf(parts.publicKey).toString('base64') },
        }),
  };
  if (content.form === 'envelope' && log === 'rekor-v2') {
    const envelope: unknown = JSON.parse(content.bytes.toString('utf8'));
    return { dsseRequestV002: { envelope, verifiers: [verifier] } };
  }
  return {
    hashedRekordRequestV002: {
      digest: digest(key.hash ?? 'sha256', signedBytes(content)).toString(
        'base64',
      ),
      signature: { content: parts.signature.toString('base64'), verifier },
    },
  };
}

function signedBytes(content: SignedParts['content']): Buffer {
  return content.form === 'message'
    ? content.payload
    : dsse.preAuthEncoding(content.payloadType, content.payload);
}

function verifierPem({
  certificate,
  publicKey,
}: Pick<SignedParts, 'certificate' | 'publicKey'>): string {
  const pem = certificate
    ? certificatePem(certificate.leaf)
    : publicKeyPem(publicKey);
  return Buffer.from(pem).toString('base64');
}

function twice(bytes: Buffer): string {
  return Buffer.from(bytes.toString('base64')).toString('base64');
}
