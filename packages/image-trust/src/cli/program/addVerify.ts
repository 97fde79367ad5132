import { Command, Option } from 'commander';
import { verify, VerifyOptions } from '../commands/verify';
import {
  concurrencyOption,
  fileOption,
  platformOption,
  policyOption,
  pulledByOption,
  withSettings,
} from './options';
import type { Wiring } from './Wiring';

export const formats = ['table', 'tree', 'json', 'sarif', 'vsa'] as const;

export function addVerify(program: Command, { io, onExit }: Wiring): void {
  withSettings(
    program
      .command('verify')
      .summary('judge images by a policy')
      .description(
        'Judges images by a policy. Refused by one check is refused; what can not be read is unknown, never accepted; of several images the worst decides.',
      )
      .argument('[images...]', 'references, with tag or digest')
      .addOption(policyOption())
      .addOption(
        new Option('--format <format>', 'how to say it')
          .choices(formats)
          .default('table'),
      )
      .addOption(fileOption())
      .option('--component <name>', 'whose image it is, for rules that ask')
      .option('--repository <url>', "the component's source repository")
      .addOption(platformOption())
      .addOption(pulledByOption())
      .option('--evidence <directory>', 'read exported evidence; no network')
      .option(
        '--evidence-digest <digest>',
        'what the export printed; another directory is refused',
      )
      .option(
        '--trust-exported-roots',
        'let the evidence directory say whose signatures count',
      )
      .option('--verifier <uri>', 'who verifies, for --format vsa')
      .option(
        '--policy-uri <uri>',
        'where the policy is kept, for --format vsa (default: its file)',
      )
      .addOption(concurrencyOption())
      .option('--quiet', 'no progress on stderr')
      .addHelpText(
        'after',
        `
In a list of images, a component and its source repository may stand behind each image.
Without --policy, ./image-trust.yaml is the policy; without that nothing is judged.

Examples:
  image-trust verify registry.example.com/shop/web:1.8.2 --policy image-trust.yaml
  image-trust verify --file images.txt --format sarif > image-trust.sarif
  helm template shop ./chart | image-trust verify --file -
  image-trust verify --component shop --repository https://github.com/acme/shop registry.example.com/shop/web:1.8.2
  image-trust verify --evidence ./evidence --policy image-trust.yaml`,
      )
      .action(async (images: string[], given: VerifyOptions) => {
        onExit(await verify(images, given, io));
      }),
  );
}
