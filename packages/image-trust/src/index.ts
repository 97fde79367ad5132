export { digestOf, isDigest, type Digest } from './oci/digest';
export {
  formatReference,
  InvalidReferenceError,
  parseReference,
  type ImageReference,
} from './oci/reference';
export {
  RegistryClient,
  type FetchedManifest,
  type RegistryClientOptions,
} from './oci/RegistryClient';
export { RegistryError, type RegistryErrorCode } from './oci/RegistryError';
export { dockerCredentials, type CredentialSource } from './oci/credentials';
export {
  DirectoryCache,
  MemoryCache,
  type ContentCache,
} from './oci/ContentCache';
export { defaultLimits, type Limits } from './oci/limits';
export { collectEvidence } from './evidence/collectEvidence';
export type {
  Claim,
  Collected,
  Found,
  OtherArtifact,
  SignedEvidence,
  Storage,
  Unreadable,
} from './evidence/Evidence';
export type { EvidenceSource } from './evidence/EvidenceSource';
export { RegistryEvidence } from './evidence/RegistryEvidence';
export {
  GitHubAttestations,
  type GitHubAttestationsOptions,
} from './evidence/GitHubAttestations';
export { createTrustDomain } from './trust/createTrustDomain';
export type {
  KeyDefinition,
  Thresholds,
  TrustDomain,
  TrustDomainDefinition,
} from './trust/TrustDomain';
export {
  TrustDomainError,
  type TrustDomainErrorCode,
} from './trust/TrustDomainError';
export {
  githubDomain,
  publicGood,
  type KeySource,
  type RootSource,
  type TrustDomainSource,
} from './trust/TrustDomainSource';
export {
  TrustDomainStore,
  type LoadedDomain,
  type TrustDomains,
  type TrustDomainStoreOptions,
  type UnreadableDomain,
} from './trust/TrustDomainStore';
export { verifyEvidence } from './verify/verifyEvidence';
export type { Subject } from './verify/verifyInDomain';
export type { InTotoStatement } from './verify/inTotoStatement';
export {
  failureCodes,
  type BuildIdentity,
  type CertificateSigner,
  type DomainFailure,
  type Failed,
  type FailureCode,
  type KeySigner,
  type LogEntry,
  type SignedContent,
  type Signer,
  type TrustedTime,
  type Verdict,
  type Verified,
} from './verify/Verdict';
export { imageSignatureType, readPredicate } from './statement/readPredicate';
export { findContradictions } from './statement/findContradictions';
export type { Contradiction } from './statement/Contradiction';
export {
  isSameRepository,
  normalizeRepository,
  type RepositoryUri,
} from './statement/normalizeRepository';
export {
  severities,
  type Finding,
  type ImageSignature,
  type OtherPredicate,
  type Predicate,
  type Provenance,
  type Sbom,
  type Severity,
  type Source,
  type UnreadablePredicate,
  type VerificationSummary,
  type Vex,
  type VexStatement,
  type VulnerabilityScan,
} from './statement/Predicate';
export {
  checkCodes,
  questions,
  type Answer,
  type Check,
  type CheckCode,
  type Judgement,
  type Question,
} from './policy/Check';
export type { ComponentContext } from './policy/ComponentContext';
export { evaluatePolicy } from './policy/evaluatePolicy';
export {
  parsePolicy,
  type ParsedPolicy,
  type Policy,
} from './policy/parsePolicy';
export { parsePolicyCases, type PolicyCase } from './policy/PolicyCases';
export { formatProblem, type Problem } from './policy/Problem';
export { testPolicy, type PolicyCaseResult } from './policy/testPolicy';
export type {
  EvidenceItem,
  EvidenceSubject,
  ImageEvidence,
  InspectionCost,
} from './inspect/ImageEvidence';
export { evidenceDigest } from './evidence/evidenceDigest';
export type { EvidenceVerifier } from './worker/EvidenceVerifier';
export { VerifierPool, type VerifierPoolOptions } from './worker/VerifierPool';
export {
  VerifierPoolError,
  type VerifierPoolErrorCode,
} from './worker/VerifierPoolError';
export { CachingVerifier } from './verdictCache/CachingVerifier';
export { DirectoryVerdictCache } from './verdictCache/DirectoryVerdictCache';
export { MemoryVerdictCache } from './verdictCache/MemoryVerdictCache';
export type { VerdictCache } from './verdictCache/VerdictCache';
export { verdictKey } from './verdictCache/verdictKey';
export { inspectImage, type InspectionOptions } from './inspect/inspectImage';
export { PlatformNotFoundError } from './inspect/choosePlatform';
export type { ManifestSource, Place } from './inspect/resolveImage';
export { buildReport } from './report/buildReport';
export { reportSchema, type Report } from './report/Report';
export { formatTable } from './report/formatTable';
export { formatTree } from './report/formatTree';
export { ansiStyle, plainStyle, shapes, type Style } from './report/Style';
export { toSarif, type SarifLog } from './report/toSarif';
export { toVsa, type VerificationSummaryStatement } from './report/toVsa';
