import { SourceFreshness } from '@portolan/plugin-supply-chain-common';

/**
 * Since when nobody knows what runs in a cluster: `undefined` while that is
 * known, `'never'` where it never was, or the time of the last complete list.
 */
export function staleSince(
  cluster: string,
  sources: readonly SourceFreshness[],
): string | undefined {
  const pods = sources.find(
    source => source.cluster === cluster && source.kind === 'pods',
  );
  if (!pods || pods.state === 'current') return undefined;
  return pods.asOf ?? 'never';
}
