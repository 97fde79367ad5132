import { Command, InvalidArgumentError } from 'commander';
import { printCompletion, Shell } from '../commands/printCompletion';
import type { Wiring } from './Wiring';

export function addCompletion(program: Command, { io, onExit }: Wiring): void {
  program
    .command('completion')
    .summary('print a completion script for a shell')
    .description('Prints a script that completes commands and options.')
    .argument('<shell>', 'bash, zsh or fish', toShell)
    .addHelpText(
      'after',
      `
Examples:
  source <(image-trust completion bash)
  image-trust completion zsh > "\${fpath[1]}/_image-trust"
  image-trust completion fish > ~/.config/fish/completions/image-trust.fish`,
    )
    .action(async (shell: Shell) => {
      onExit(printCompletion(shell, { program, io }));
    });
}

function toShell(value: string): Shell {
  if (value === 'bash' || value === 'zsh' || value === 'fish') return value;
  throw new InvalidArgumentError('Give bash, zsh or fish.');
}
