import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import type { ScanThresholds } from './verdict/ScanThresholds';

export type RegistryConfig = {
  host: string;
  username: string;
  password: string;
  realms: readonly string[];
};

/** What `supplyChain:` says. Times are in milliseconds. */
export type SupplyChainConfig = {
  /** Path of the policy's file. */
  policy?: string;
  registries: readonly RegistryConfig[];
  plainHttpRegistries: readonly string[];
  cacheDirectory?: string;
  verification: {
    everyMs: number;
    staleAfterMs: number;
    concurrency: number;
    threads: number;
  };
  scans: ScanThresholds;
  commits: { everyMs: number; branch?: string; acceptUnprotected: boolean };
  catalogEveryMs: number;
  retentionMs: number;
};

const severities = ['critical', 'high', 'medium', 'low', 'unknown'] as const;

/** @throws InputError naming the key of what cannot be used */
export function readSupplyChainConfig(root: Config): SupplyChainConfig {
  const config = root.getOptionalConfig('supplyChain');
  return {
    policy: config?.getOptionalString('policy'),
    registries: (config?.getOptionalConfigArray('registries') ?? []).map(
      readRegistry,
    ),
    plainHttpRegistries:
      config?.getOptionalStringArray('plainHttpRegistries') ?? [],
    cacheDirectory: config?.getOptionalString('cacheDirectory'),
    verification: {
      everyMs: readMs(config, 'verification.every', { hours: 1 }),
      staleAfterMs: readMs(config, 'verification.staleAfter', { hours: 24 }),
      concurrency: readCount(config, 'verification.concurrency', {
        otherwise: 4,
        min: 0,
        max: 64,
      }),
      threads: readCount(config, 'verification.threads', {
        otherwise: 1,
        min: 1,
        max: 64,
      }),
    },
    scans: readScans(config),
    commits: {
      everyMs: readMs(config, 'commits.every', { hours: 24 }),
      branch: config?.getOptionalString('commits.branch'),
      acceptUnprotected:
        config?.getOptionalBoolean('commits.acceptUnprotected') ?? false,
    },
    catalogEveryMs: readMs(config, 'catalogEvery', { seconds: 30 }),
    retentionMs: readMs(config, 'retention', { days: 180 }),
  };
}

function readRegistry(config: Config): RegistryConfig {
  const host = config.getString('host');
  return {
    host: host === 'docker.io' ? 'index.docker.io' : host,
    username: config.getString('username'),
    password: config.getString('password'),
    realms: config.getOptionalStringArray('realms') ?? [],
  };
}

function readScans(config: Config | undefined): ScanThresholds {
  const max = config?.getOptionalConfig('scans.max');
  return {
    maxAgeMs: readMs(config, 'scans.maxAge', { hours: 48 }),
    max: max
      ? Object.fromEntries(
          severities.flatMap(severity => {
            const count = max.getOptionalNumber(severity);
            if (count === undefined) return [];
            if (!Number.isInteger(count) || count < 0) {
              throw new InputError(
                `supplyChain.scans.max.${severity} is ${count}; it must be a whole number from 0`,
              );
            }
            return [[severity, count]];
          }),
        )
      : { critical: 0 },
    ignoreUnfixed: config?.getOptionalBoolean('scans.ignoreUnfixed') ?? false,
  };
}

function readMs(
  config: Config | undefined,
  key: string,
  otherwise: HumanDuration,
): number {
  const duration = config?.has(key)
    ? readDurationFromConfig(config, { key })
    : otherwise;
  const ms = durationToMilliseconds(duration);
  if (!(ms > 0)) {
    throw new InputError(`supplyChain.${key} is no time; it must be above 0`);
  }
  return ms;
}

function readCount(
  config: Config | undefined,
  key: string,
  options: { otherwise: number; min: number; max: number },
): number {
  const { otherwise, min, max } = options;
  const count = config?.getOptionalNumber(key) ?? otherwise;
  if (!Number.isInteger(count) || count < min || count > max) {
    throw new InputError(
      `supplyChain.${key} is ${count}; it must be a whole number from ${min} to ${max}`,
    );
  }
  return count;
}
