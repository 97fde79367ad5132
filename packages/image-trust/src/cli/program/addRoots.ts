import type { Command } from 'commander';
import { showRoots, refreshRoots } from '../commands/roots';
import type { Settings } from '../Settings';
import { policyOption, withCache } from './options';
import type { Wiring } from './Wiring';

export function addRoots(program: Command, { io, onExit }: Wiring): void {
  const roots = program
    .command('roots')
    .summary('show and refresh trusted roots')
    .description('Shows and refreshes the roots of trust domains.')
    .helpCommand(false);
  const examples = (name: string) => `
Examples:
  image-trust roots ${name}
  image-trust roots ${name} --policy image-trust.yaml`;
  const ask =
    'whose trust domains; default ./image-trust.yaml, else the public Sigstore';
  withCache(
    roots
      .command('show')
      .summary('show which trust domains can be used')
      .description(
        'Shows which trust domains can be used, what they ask for, and how fresh their roots are. Ends with 2 when one can not be used.',
      )
      .addOption(policyOption(ask))
      .addHelpText('after', examples('show'))
      .action(async (given: Settings) => {
        onExit(await showRoots(given, io));
      }),
  );
  withCache(
    roots
      .command('refresh')
      .summary('ask mirrors for their newest roots')
      .description(
        'Asks the mirrors of trust domains for their newest roots and keeps them. A root that can not be had leaves the last good one in use; then it ends with 2.',
      )
      .addOption(policyOption(ask))
      .addHelpText('after', examples('refresh'))
      .action(async (given: Settings) => {
        onExit(await refreshRoots(given, io));
      }),
  );
}
