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
    staleAfterMs: readMs(config, 'staleAfter', { hours: 24 }),
    rootNamespace:
      config?.getOptionalString('mesh.rootNamespace') ?? 'istio-system',
    catalogEveryMs: readMs(config, 'catalogEvery', { seconds: 30 }),
    retentionMs: readMs(config, 'retention', { days: 180 }),
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
    throw new InputError(`guardrails.${key} is no time; it must be above 0`);
  }
  return ms;
}
