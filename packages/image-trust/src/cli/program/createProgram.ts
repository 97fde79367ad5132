import { Command } from 'commander';
import { addCompletion } from './addCompletion';
import { addEvidence } from './addEvidence';
import { addInspect } from './addInspect';
import { addPolicy } from './addPolicy';
import { addRoots } from './addRoots';
import { addVerify } from './addVerify';
import type { Wiring } from './Wiring';

/** The command line's commands, options and help. */
export function createProgram(version: string, wiring: Wiring): Command {
  const program = new Command('image-trust')
    .description(
      'Says for an image digest who signed it, what was attested about it, from which commit it was built, and whether a policy accepts that.',
    )
    .version(version, '--version', 'show the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand(false)
    .addHelpText(
      'after',
      `
Exit codes: 0 accepted, 1 refused, 2 unknown (it could not be decided), 3 usage or configuration.

Examples:
  image-trust verify registry.example.com/shop/web:1.8.2
  image-trust inspect registry.example.com/shop/web:1.8.2
  image-trust <command> --help`,
    );
  addVerify(program, wiring);
  addInspect(program, wiring);
  addPolicy(program, wiring);
  addRoots(program, wiring);
  addEvidence(program, wiring);
  addCompletion(program, wiring);
  return program;
}
