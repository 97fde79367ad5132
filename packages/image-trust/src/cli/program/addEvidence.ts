import type { Command } from 'commander';
import { exportEvidence, ExportOptions } from '../commands/exportEvidence';
import {
  concurrencyOption,
  fileOption,
  platformOption,
  policyOption,
  pulledByOption,
  withSettings,
} from './options';
import type { Wiring } from './Wiring';

export function addEvidence(program: Command, { io, onExit }: Wiring): void {
  const evidence = program
    .command('evidence')
    .summary('export evidence for verification without a network')
    .description('Exports evidence for verification without a network.')
    .helpCommand(false);
  withSettings(
    evidence
      .command('export')
      .summary('write all evidence about images into a directory')
      .description(
        "Writes everything that 'verify --evidence' reads: what references lead to, manifests, signatures, statements and trusted roots. Ends with 2 when something could not be read.",
      )
      .argument('[images...]', 'references, with tag or digest')
      .requiredOption('-o, --output <directory>', 'where to; it must not exist')
      .addOption(
        policyOption(
          'whose trusted roots to export; default ./image-trust.yaml, else the public Sigstore',
        ),
      )
      .addOption(fileOption())
      .addOption(platformOption())
      .addOption(pulledByOption())
      .addOption(concurrencyOption())
      .option('--quiet', 'no progress on stderr')
      .addHelpText(
        'after',
        `
Examples:
  image-trust evidence export registry.example.com/shop/web:1.8.2 --output ./evidence
  image-trust verify --evidence ./evidence --policy image-trust.yaml`,
      )
      .action(async (images: string[], given: ExportOptions) => {
        onExit(await exportEvidence(images, given, io));
      }),
  );
}
