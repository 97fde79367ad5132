import { resolve } from 'node:path';
import type {
  KeySource,
  RootSource,
  TrustDomainSource,
} from '../trust/TrustDomainSource';
import type { PolicyTrustDomain } from './PolicyTrustDomain';

/** A trust domain as a policy writes it, as the store of domains reads it. */
export function toTrustDomainSource(
  domain: PolicyTrustDomain,
  folder: string,
): TrustDomainSource {
  const { name, thresholds } = domain;
  const root = domain.root && toRootSource(domain.root, folder);
  if (domain.keys) {
    const keys = domain.keys.map(key => toKeySource(key, folder));
    return { name, thresholds, signers: 'keys', keys, root };
  }
  if (!root) throw new Error(`trust domain '${name}' has no root`);
  return { name, thresholds, signers: 'certificates', root };
}

function toRootSource(
  root: NonNullable<PolicyTrustDomain['root']>,
  folder: string,
): RootSource {
  if (root === 'public-good') return { from: 'public-good' };
  if ('file' in root) return { from: 'file', path: resolve(folder, root.file) };
  return {
    from: 'tuf',
    mirrorUrl: root.mirror,
    initialRoot: resolve(folder, root.initialRoot),
  };
}

function toKeySource(
  key: NonNullable<PolicyTrustDomain['keys']>[number],
  folder: string,
): KeySource {
  const { name, pem, path, validFrom, validUntil } = key;
  const validFor = validFrom
    ? {
        start: new Date(validFrom),
        end: validUntil ? new Date(validUntil) : undefined,
      }
    : undefined;
  return pem === undefined
    ? { name, validFor, path: resolve(folder, path ?? '') }
    : { name, validFor, pem };
}
