import type { SigstoreInstance } from './SigstoreInstance';

type TrustedServices = Pick<
  SigstoreInstance,
  'url' | 'validFrom' | 'certificates' | 'rekorV1' | 'rekorV2' | 'timestamps'
>;

const authoritySubject = (commonName: string) => ({
  organization: 'sandbox',
  commonName,
});

/** What a verifier needs to know of an instance, `trusted_root.json`. */
export function trustedRoot(instance: TrustedServices) {
  const { url, validFrom, certificates, rekorV1, rekorV2, timestamps } =
    instance;
  const validFor = { start: validFrom.toISOString() };
  const log = (options: {
    baseUrl: string;
    publicKey: Buffer;
    logId: Buffer;
    keyDetails: 'PKIX_ECDSA_P256_SHA_256' | 'PKIX_ED25519';
  }) => ({
    baseUrl: options.baseUrl,
    hashAlgorithm: 'SHA2_256',
    publicKey: {
      rawBytes: options.publicKey.toString('base64'),
      keyDetails: options.keyDetails,
      validFor,
    },
    logId: { keyId: options.logId.toString('base64') },
  });
  return {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: [
      log({
        baseUrl: url,
        publicKey: rekorV1.publicKey,
        logId: rekorV1.logId,
        keyDetails: 'PKIX_ECDSA_P256_SHA_256',
      }),
      log({
        baseUrl: url,
        publicKey: rekorV2.publicKey,
        logId: rekorV2.logId,
        keyDetails: 'PKIX_ED25519',
      }),
    ],
    certificateAuthorities: [
      {
        subject: authoritySubject('sigstore'),
        uri: url,
        certChain: chainOf(certificates.chain),
        validFor,
      },
    ],
    ctlogs: [
      log({
        baseUrl: `${url}/ctlog`,
        publicKey: certificates.ctLog.publicKey,
        logId: certificates.ctLog.logId,
        keyDetails: 'PKIX_ECDSA_P256_SHA_256',
      }),
    ],
    timestampAuthorities: [
      {
        subject: authoritySubject('sigstore-tsa'),
        uri: `${url}/api/v1/timestamp`,
        certChain: chainOf(timestamps.chain),
        validFor,
      },
    ],
  };
}

export type TrustedRootJson = ReturnType<typeof trustedRoot>;

function chainOf(chain: readonly Buffer[]) {
  return {
    certificates: chain.map(der => ({ rawBytes: der.toString('base64') })),
  };
}
