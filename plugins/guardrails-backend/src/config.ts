import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';

/** What `guardrails:` says. Times are in milliseconds. */
export type GuardrailsConfig = {
  /** After this long without evaluation a result counts for nothing. */
  staleAfterMs: number;
  /** Where Istio's mesh-wide PeerAuthentication stands. */
  rootNamespace: string;
  catalogEveryMs: number;
  retentionMs: number;
};

/** @throws InputError naming the key of what cannot be used */
export function readGuardrailsConfig(root: Config): GuardrailsConfig {
  const config = root.getOptionalConfig('guardrails');
  return {
    staleAfterMs: readMs(root, 'guardrails.staleAfter', { hours: 24 }),
    rootNamespace:
      config?.getOptionalString('mesh.rootNamespace') ?? 'istio-system',
    catalogEveryMs: readMs(root, 'guardrails.catalogEvery', { seconds: 30 }),
    retentionMs: readMs(root, 'guardrails.retention', { days: 180 }),
  };
}

function readMs(root: Config, key: string, otherwise: HumanDuration): number {
  // From the root: the message of what can not be read names the whole key.
  const duration = root.has(key)
    ? readDurationFromConfig(root, { key })
    : otherwise;
  const ms = durationToMilliseconds(duration);
  if (!(ms > 0)) {
    throw new InputError(`${key} is no time; it must be above 0`);
  }
  return ms;
}
