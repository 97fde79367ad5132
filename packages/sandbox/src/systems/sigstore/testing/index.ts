export {
  createSigstoreInstance,
  type SigstoreInstance,
  type SigstoreInstanceOptions,
} from '../SigstoreInstance';
export type { CertificateIdentity } from '../certificates/CertificateIdentity';
export {
  workloadClaims,
  workloadIdentity,
  type WorkloadClaims,
  type WorkloadRun,
} from '../identity/workloadIdentity';
export { personIdentity } from '../identity/personIdentity';
export { ProposalError } from '../log/ProposalError';
export type { TrustedRootJson } from '../trustedRoot';
export { cosignSignPredicate, inTotoStatement, simpleSigning } from './content';
export type { LogChoice } from './logSignature';
export { sign, stamp, type SignOptions } from './sign';
export type { BundleLogEntry, SignedParts } from './SignedParts';
export {
  createSigningKey,
  type SigningKey,
  type SigningKeyType,
} from './SigningKey';
export { keyHint, toBundle, type BundleVersion } from './toBundle';
export { toLegacyLayer, type LegacyLayer } from './toLegacyLayer';
export { certificatePem, publicKeyPem } from '../keys/toPem';
