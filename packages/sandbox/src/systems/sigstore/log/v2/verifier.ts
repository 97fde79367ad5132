import { createPublicKey, KeyObject, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { HashName } from '../../keys/sha';
import { ProposalError } from '../ProposalError';
import { readKey } from '../verifierKey';

/** The algorithms that Rekor v2 takes here, by their names in sigstore_common.proto. */
export const keyDetails = {
  PKIX_ECDSA_P256_SHA_256: { type: 'ec', curve: 'prime256v1', hash: 'sha256' },
  PKIX_ECDSA_P384_SHA_384: { type: 'ec', curve: 'secp384r1', hash: 'sha384' },
  PKIX_ECDSA_P384_SHA_256: { type: 'ec', curve: 'secp384r1', hash: 'sha256' },
  PKIX_ECDSA_P521_SHA_512: { type: 'ec', curve: 'secp521r1', hash: 'sha512' },
  PKIX_ECDSA_P521_SHA_256: { type: 'ec', curve: 'secp521r1', hash: 'sha256' },
  PKIX_RSA_PKCS1V15_2048_SHA256: { type: 'rsa', hash: 'sha256' },
  PKIX_RSA_PKCS1V15_3072_SHA256: { type: 'rsa', hash: 'sha256' },
  PKIX_RSA_PKCS1V15_4096_SHA256: { type: 'rsa', hash: 'sha256' },
  PKIX_ED25519: { type: 'ed25519', hash: undefined },
} as const satisfies Record<
  string,
  { type: string; curve?: string; hash: HashName | undefined }
>;

export type KeyDetails = keyof typeof keyDetails;

const bytes = z.object({ rawBytes: z.string().min(1) });

export const verifierSchema = z
  .object({
    keyDetails: z.string(),
    publicKey: bytes.optional(),
    x509Certificate: bytes.optional(),
  })
  .refine(
    ({ publicKey, x509Certificate }) => !publicKey !== !x509Certificate,
    'must have either publicKey or x509Certificate',
  );

export type Verifier = z.infer<typeof verifierSchema>;

/** @throws ProposalError when it is no key, or one of another kind than it says */
export function readVerifier({ keyDetails: named, ...verifier }: Verifier): {
  key: KeyObject;
  hash: HashName | undefined;
} {
  const details = isKnown(named) ? keyDetails[named] : undefined;
  if (!details) {
    throw new ProposalError(`unsupported signature algorithm: ${named}`);
  }
  const der = (base64: string) => Buffer.from(base64, 'base64');
  const key = readKey(() =>
    verifier.x509Certificate
      ? new X509Certificate(der(verifier.x509Certificate.rawBytes)).publicKey
      : createPublicKey({
          key: der(verifier.publicKey?.rawBytes ?? ''),
          format: 'der',
          type: 'spki',
        }),
  );
  const curve = 'curve' in details ? details.curve : undefined;
  if (
    key.asymmetricKeyType !== details.type ||
    key.asymmetricKeyDetails?.namedCurve !== curve
  ) {
    throw new ProposalError(`keyDetails ${named} is not what the key is`);
  }
  return { key, hash: details.hash };
}

function isKnown(name: string): name is KeyDetails {
  return Object.hasOwn(keyDetails, name);
}
