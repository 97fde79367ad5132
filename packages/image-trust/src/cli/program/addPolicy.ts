import type { Command } from 'commander';
import { testPolicy } from '../commands/testPolicy';
import { checkPolicy } from '../commands/checkPolicy';
import type { Wiring } from './Wiring';

export function addPolicy(program: Command, { io, onExit }: Wiring): void {
  const policy = program
    .command('policy')
    .summary('check and test policies')
    .description('Checks and tests policies.')
    .helpCommand(false);
  policy
    .command('check')
    .summary('say whether a policy can be used')
    .description(
      'Says whether a policy can be used. One that could accept everything can not: each line that is wrong is named, with the reason.',
    )
    .argument('<file>', 'the policy')
    .addHelpText(
      'after',
      `
Examples:
  image-trust policy check image-trust.yaml`,
    )
    .action(async (file: string) => {
      onExit(await checkPolicy(file, io));
    });
  policy
    .command('test')
    .summary('hold a policy to cases')
    .description(
      'Judges described images by a policy and compares the answers with the expected ones. Ends with 1 when one differs.',
    )
    .argument('<file>', 'the policy')
    .argument('<cases>', 'the cases')
    .addHelpText(
      'after',
      `
Examples:
  image-trust policy test image-trust.yaml image-trust.cases.yaml`,
    )
    .action(async (file: string, cases: string) => {
      onExit(await testPolicy(file, { cases, io }));
    });
}
