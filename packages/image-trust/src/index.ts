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
