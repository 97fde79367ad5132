import { json } from '@sigstore/core';
import { digestOf } from '../oci/digest';
import { ParsedRoot, parseTrustedRoot } from './parseTrustedRoot';
import type {
  Thresholds,
  TrustDomain,
  TrustDomainDefinition,
} from './TrustDomain';
import { TrustDomainError } from './TrustDomainError';
import { parseTrustedKey } from './TrustedKey';

/**
 * Makes a trust domain from its parts, or says why it would be none.
 *
 * @throws TrustDomainError
 */
export function createTrustDomain(
  definition: TrustDomainDefinition,
): TrustDomain {
  const { name, signers } = definition;
  if (!/^[A-Za-z0-9][A-Za-z0-9 ._:/-]{0,99}$/.test(name)) {
    throw new TrustDomainError(
      'NAME_INVALID',
      'a trust domain needs a name of letters, digits and . _ : / -',
    );
  }
  const { material, canonical } = rootOf(definition);
  const keys =
    definition.signers === 'keys' ? definition.keys.map(parseTrustedKey) : [];
  const domain = {
    name,
    signers,
    thresholds: withDefaults(definition, material),
    material,
    keys,
  };
  check(domain);
  const fingerprint = digestOf(
    Buffer.from(
      json.canonicalize({
        name,
        signers,
        thresholds: domain.thresholds,
        root: canonical,
        keys: keys.map(key => ({
          name: key.name,
          digest: key.digest,
          start: key.validFor?.start.toISOString() ?? '',
          end: key.validFor?.end?.toISOString() ?? '',
        })),
      }),
    ),
  );
  return {
    ...domain,
    definition: copyOf(definition, { domain, canonical }),
    fingerprint,
  };
}

/** A copy that nobody else can change afterwards. */
function copyOf(
  definition: TrustDomainDefinition,
  options: { domain: Pick<TrustDomain, 'thresholds'>; canonical: unknown },
): TrustDomainDefinition {
  const { name } = definition;
  const thresholds = { ...options.domain.thresholds };
  const trustedRoot = options.canonical;
  return definition.signers === 'certificates'
    ? { name, thresholds, signers: 'certificates', trustedRoot }
    : {
        name,
        thresholds,
        signers: 'keys',
        keys: structuredClone([...definition.keys]),
        trustedRoot:
          definition.trustedRoot === undefined ? undefined : trustedRoot,
      };
}

function rootOf(definition: TrustDomainDefinition): ParsedRoot {
  if (
    definition.signers === 'certificates' ||
    definition.trustedRoot !== undefined
  ) {
    return parseTrustedRoot(definition.trustedRoot);
  }
  return {
    material: {
      certificateAuthorities: [],
      timestampAuthorities: [],
      tlogs: [],
      ctlogs: [],
    },
    canonical: {},
  };
}

function withDefaults(
  { signers, thresholds }: TrustDomainDefinition,
  { tlogs, timestampAuthorities }: ParsedRoot['material'],
): Thresholds {
  const certificates = signers === 'certificates';
  const hasTimes = tlogs.length > 0 || timestampAuthorities.length > 0;
  return {
    log: thresholds?.log ?? (certificates || tlogs.length > 0 ? 1 : 0),
    sct: thresholds?.sct ?? (certificates ? 1 : 0),
    timestamps: thresholds?.timestamps ?? (certificates || hasTimes ? 1 : 0),
  };
}

/** Refuses what could never be reached, and what would accept a signature that nobody can judge. */
function check(domain: Omit<TrustDomain, 'fingerprint' | 'definition'>): void {
  const { thresholds, material, keys } = domain;
  const wrong = (why: string) =>
    new TrustDomainError('THRESHOLDS_INVALID', `${domain.name}: ${why}`);
  for (const [of, value] of Object.entries(thresholds)) {
    if (!Number.isInteger(value) || value < 0 || value > 10) {
      throw wrong(`${of} must be a whole number from 0 to 10`);
    }
  }
  const { log, sct, timestamps } = thresholds;
  if (log > 0 && material.tlogs.length === 0) {
    throw wrong('asks for log entries, and its root has no transparency log');
  }
  const clocks = material.tlogs.length + material.timestampAuthorities.length;
  if (timestamps > 0 && clocks === 0) {
    throw wrong('asks for times, and its root has nobody to tell one');
  }
  if (domain.signers === 'certificates') {
    if (material.certificateAuthorities.length === 0) {
      throw wrong('its root has no certificate authority');
    }
    if (timestamps === 0) {
      throw wrong(
        'a certificate lives for minutes: without a trusted time it can not be judged, so timestamps must be 1 or more',
      );
    }
    if (sct > 0 && material.ctlogs.length === 0) {
      throw wrong('asks for SCTs, and its root has no certificate log');
    }
    return;
  }
  if (sct > 0) throw wrong('a key has no SCT');
  if (keys.length === 0) throw wrong('has no key');
  if (timestamps === 0 && keys.some(key => key.validFor)) {
    throw wrong(
      'a key that is valid for a time can only be judged by a trusted time, so timestamps must be 1 or more',
    );
  }
}
