/**
 * The extensions of a Fulcio certificate below 1.3.6.1.4.1.57264.1, by the
 * last number of their OID. The first six hold bare bytes, the others a DER
 * UTF8String.
 *
 * @see https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md
 */
export const fulcioExtensions = {
  oldIssuer: 1,
  oldWorkflowTrigger: 2,
  oldWorkflowSha: 3,
  oldWorkflowName: 4,
  oldWorkflowRepository: 5,
  oldWorkflowRef: 6,
  issuer: 8,
  buildSignerUri: 9,
  buildSignerDigest: 10,
  runnerEnvironment: 11,
  sourceRepositoryUri: 12,
  sourceRepositoryDigest: 13,
  sourceRepositoryRef: 14,
  sourceRepositoryIdentifier: 15,
  sourceRepositoryOwnerUri: 16,
  sourceRepositoryOwnerIdentifier: 17,
  buildConfigUri: 18,
  buildConfigDigest: 19,
  buildTrigger: 20,
  runInvocationUri: 21,
  sourceRepositoryVisibility: 22,
} as const;

export type FulcioExtension = keyof typeof fulcioExtensions;

/** Who a certificate says its holder is. */
export type CertificateIdentity = {
  /** The one subject alternative name. */
  subject: { type: 'uri' | 'email'; value: string };
  extensions: Partial<Record<FulcioExtension, string>>;
};
