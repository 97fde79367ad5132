import { parseTrustedKey } from '../trust/TrustedKey';
import type { PolicyTrustDomain } from './PolicyTrustDomain';
import type { Danger } from './Problem';

/** What a trust domain of a policy must not say. Whether its files hold what they should shows when they are read. */
export function checkTrustDomain(domain: PolicyTrustDomain): Danger[] {
  const { root, keys, thresholds } = domain;
  const dangers: Danger[] = (keys ?? []).flatMap((key, index) =>
    checkKey(key).map(danger => ({
      ...danger,
      path: ['keys', index, ...danger.path],
    })),
  );
  if (!root && !keys) {
    dangers.push({
      path: [],
      problem: 'has neither root nor keys, so there is nobody to trust',
      fix: "Add 'root: public-good', a mirror, a file, or 'keys'.",
    });
  }
  if (root && typeof root === 'object' && 'mirror' in root) {
    if (!/^https?:\/\/[^/]/.test(root.mirror) || !URL.canParse(root.mirror)) {
      dangers.push({
        path: ['root', 'mirror'],
        problem: 'is no web address',
        fix: 'Write it as https://tuf.example.com.',
      });
    }
  }
  if (!keys && thresholds?.timestamps === 0) {
    dangers.push({
      path: ['thresholds', 'timestamps'],
      problem:
        'is 0, and a certificate lives for minutes: without a trusted time it can not be judged',
      fix: 'Write 1 or more.',
    });
  }
  if (keys && (thresholds?.sct ?? 0) > 0) {
    dangers.push({
      path: ['thresholds', 'sct'],
      problem: 'asks for certificate timestamps, and a key has none',
      fix: 'Remove it.',
    });
  }
  return dangers;
}

function checkKey(key: NonNullable<PolicyTrustDomain['keys']>[number]) {
  const dangers: Danger[] = [];
  if ((key.pem === undefined) === (key.path === undefined)) {
    dangers.push({
      path: [],
      problem: key.pem
        ? 'has both pem and path, so which key is meant is not clear'
        : 'has neither pem nor path',
      fix: 'Write one of the two.',
    });
  } else if (key.pem !== undefined) {
    try {
      parseTrustedKey({ name: key.name, pem: key.pem });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      dangers.push({
        path: ['pem'],
        problem: `is not accepted: ${why}`,
        fix: 'Write a public key, ECDSA, Ed25519 or RSA of 2048 bits and more.',
      });
    }
  }
  if (key.validUntil && !key.validFrom) {
    dangers.push({
      path: ['validUntil'],
      problem: 'stands without validFrom',
      fix: "Add 'validFrom'.",
    });
  }
  if (
    key.validFrom &&
    key.validUntil &&
    new Date(key.validUntil) <= new Date(key.validFrom)
  ) {
    dangers.push({
      path: ['validUntil'],
      problem: 'is not after validFrom',
      fix: 'Write a later time.',
    });
  }
  return dangers;
}
