import { Command, Option } from 'commander';
import { inspect, InspectOptions } from '../commands/inspect';
import {
  platformOption,
  policyOption,
  pulledByOption,
  withSettings,
} from './options';
import type { Wiring } from './Wiring';

export const formats = ['tree', 'json'] as const;

export function addInspect(program: Command, { io, onExit }: Wiring): void {
  withSettings(
    program
      .command('inspect')
      .summary('show what is known of an image')
      .description(
        'Shows what is known of an image: who signed, what was attested, when, from which commit. It judges nothing.',
      )
      .argument('<image>', 'a reference, with tag or digest')
      .addOption(
        policyOption(
          'whose trust domains to ask; default ./image-trust.yaml, else the public Sigstore',
        ),
      )
      .addOption(
        new Option('--format <format>', 'how to say it')
          .choices(formats)
          .default('tree'),
      )
      .addOption(platformOption())
      .addOption(pulledByOption())
      .addHelpText(
        'after',
        `
Examples:
  image-trust inspect registry.example.com/shop/web:1.8.2
  image-trust inspect registry.example.com/shop/web:1.8.2 --platform linux/arm64
  image-trust inspect registry.example.com/shop/web:1.8.2 --format json`,
      )
      .action(async (image: string, given: InspectOptions) => {
        onExit(await inspect(image, given, io));
      }),
  );
}
