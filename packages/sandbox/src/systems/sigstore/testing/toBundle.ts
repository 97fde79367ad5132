import { spkiOf } from '../keys/InstanceKeys';
import { sha256 } from '../keys/sha';
import { SignedParts } from './SignedParts';

const mediaTypes = {
  '0.1': 'application/vnd.dev.sigstore.bundle+json;version=0.1',
  '0.2': 'application/vnd.dev.sigstore.bundle+json;version=0.2',
  '0.3': 'application/vnd.dev.sigstore.bundle.v0.3+json',
} as const;

export type BundleVersion = keyof typeof mediaTypes;

/**
 * A Sigstore bundle as JSON.
 *
 * @see https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_bundle.proto
 */
export function toBundle(
  parts: SignedParts,
  version: BundleVersion = '0.3',
): Record<string, unknown> {
  const { certificate, logEntry, timestamp } = parts;
  return {
    mediaType: mediaTypes[version],
    verificationMaterial: {
      ...(certificate
        ? certificateOf(certificate.leaf, version)
        : { publicKey: { hint: keyHint(parts) } }),
      // 0.1 was made for entries with a promise and no proof.
      tlogEntries: logEntry
        ? [
            {
              ...logEntry,
              ...(version === '0.1' && { inclusionProof: undefined }),
            },
          ]
        : [],
      timestampVerificationData: {
        rfc3161Timestamps: timestamp
          ? [{ signedTimestamp: timestamp.toString('base64') }]
          : [],
      },
    },
    ...contentOf(parts),
  };
}

/** How a bundle names the key that signed: base64 of its SHA-256. */
export function keyHint({ publicKey }: Pick<SignedParts, 'publicKey'>): string {
  return sha256(spkiOf(publicKey)).toString('base64');
}

function certificateOf(leaf: Buffer, version: BundleVersion) {
  const rawBytes = leaf.toString('base64');
  return version === '0.3'
    ? { certificate: { rawBytes } }
    : { x509CertificateChain: { certificates: [{ rawBytes }] } };
}

function contentOf({ content, signature }: SignedParts) {
  const sig = signature.toString('base64');
  if (content.form === 'envelope') {
    const { payloadType, payload } = content;
    return {
      dsseEnvelope: {
        payloadType,
        payload: payload.toString('base64'),
        signatures: [{ keyid: '', sig }],
      },
    };
  }
  return {
    messageSignature: {
      messageDigest: {
        algorithm: 'SHA2_256',
        digest: sha256(content.payload).toString('base64'),
      },
      signature: sig,
    },
  };
}
