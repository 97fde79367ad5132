import { BlobStore } from './storage/BlobStore';
import { Repositories } from './storage/Repositories';
import { Signer } from './Signer';

/** What the routes share. */
export type RegistryContext = {
  blobs: BlobStore;
  repositories: Repositories;
  signer: Signer;
  now: () => Date;
  /** The referrers API of OCI 1.1, as olareg and zot have it and `registry` does not. */
  referrers: boolean;
};
