import { SignedParts } from './SignedParts';
import { certificatePem } from '../keys/toPem';

/** A layer of the manifests that Cosign 1 and 2 wrote beside an image. */
export type LegacyLayer = {
  mediaType: string;
  content: Buffer;
  annotations: Record<string, string>;
};

/**
 * The layer of a `.sig` or an `.att` manifest.
 *
 * @see https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md
 */
export function toLegacyLayer(parts: SignedParts): LegacyLayer {
  const { content, signature, certificate, logEntry, timestamp } = parts;
  const isMessage = content.form === 'message';
  return {
    mediaType: isMessage
      ? 'application/vnd.dev.cosign.simplesigning.v1+json'
      : 'application/vnd.dsse.envelope.v1+json',
    content: isMessage ? content.payload : content.bytes,
    annotations: {
      // An envelope holds its own.
      'dev.cosignproject.cosign/signature': isMessage
        ? signature.toString('base64')
        : '',
      ...(certificate && {
        'dev.sigstore.cosign/certificate': certificatePem(certificate.leaf),
        'dev.sigstore.cosign/chain': certificate.chain
          .map(certificatePem)
          .join(''),
      }),
      ...(logEntry && { 'dev.sigstore.cosign/bundle': logBundle(logEntry) }),
      ...(timestamp && {
        'dev.sigstore.cosign/rfc3161timestamp': JSON.stringify({
          SignedRFC3161Timestamp: timestamp.toString('base64'),
        }),
      }),
      ...predicateTypeOf(content),
    },
  };
}

function logBundle(entry: NonNullable<SignedParts['logEntry']>): string {
  return JSON.stringify({
    SignedEntryTimestamp: entry.inclusionPromise?.signedEntryTimestamp,
    Payload: {
      body: entry.canonicalizedBody,
      integratedTime: Number(entry.integratedTime),
      logIndex: Number(entry.logIndex),
      logID: Buffer.from(entry.logId.keyId, 'base64').toString('hex'),
    },
  });
}

function predicateTypeOf(
  content: SignedParts['content'],
): Record<string, string> {
  if (content.form === 'message') return {};
  const { predicateType } = JSON.parse(content.payload.toString('utf8'));
  return predicateType ? { predicateType } : {};
}
