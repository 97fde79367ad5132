import { Command, InvalidArgumentError, Option } from 'commander';

/** What every command has that asks registries and mirrors. */
export function withSettings(command: Command): Command {
  return withCache(command)
    .option(
      '--plain-http <host>',
      'ask this registry over plain HTTP, as loopback ones are; may be repeated',
      collect,
    )
    .option(
      '--token-realm <host>',
      "let this host see a registry's credentials to give a token; may be repeated",
      collect,
    )
    .option(
      '--github <owner>',
      "ask GitHub's API as well: acme, or acme/shop; with $GITHUB_TOKEN",
    )
    .option('--no-refresh', 'use trusted roots as they are at hand');
}

export function withCache(command: Command): Command {
  return command
    .option(
      '--cache <directory>',
      'what to keep between runs (default: image-trust in $XDG_CACHE_HOME or ~/.cache)',
    )
    .option('--no-cache', 'keep nothing');
}

export function policyOption(description = 'the policy to judge by') {
  return new Option('-p, --policy <file>', description);
}

export function fileOption() {
  return new Option(
    '-f, --file <file>',
    'images, one on each line, or rendered Kubernetes manifests; - is stdin',
  );
}

export function platformOption() {
  return new Option(
    '--platform <os/arch>',
    'of a multi-arch image, judge this one instead of the index',
  );
}

export function pulledByOption() {
  return new Option(
    '--pulled-by <image>',
    'the reference that led to the digest; its index may carry the signature',
  );
}

export function concurrencyOption() {
  return new Option(
    '--concurrency <count>',
    'images at a time, of one registry four at the most',
  )
    .default(16)
    .argParser(value => {
      const count = Number(value);
      if (Number.isInteger(count) && count >= 1 && count <= 256) return count;
      throw new InvalidArgumentError('Give a whole number from 1 to 256.');
    });
}

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}
