import { Command, InvalidArgumentError } from 'commander';
import { join } from 'node:path';
import { start } from './start';
import { addFault, clearFaults, dropStreams, showStatus } from './faults';
import { kubectl, showAccess } from './access';

const repositoryRoot = join(__dirname, '../../../..');
const defaultDirectory = join(repositoryRoot, '.portolan/sandbox');

function wholeNumber(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0) {
    throw new InvalidArgumentError('Give a whole number.');
  }
  return number;
}

/** Reads the command line and runs it; prints what went wrong and ends with 1 when it fails. */
export async function main(argv: string[]): Promise<void> {
  const program = new Command('portolan-sandbox')
    .description(
      'The platform on a laptop: a Git host, two clusters, Argo CD, a registry, Sigstore and a pipeline',
    )
    .option('--directory <path>', 'where its state is', defaultDirectory);
  const directory = () => program.opts<{ directory: string }>().directory;

  program
    .command('start')
    .description('start everything; fills it at the first start')
    .option(
      '--portal-url <url>',
      'where the portal will be',
      'http://localhost:7007',
    )
    .option('--empty', 'without the company that it is filled with', false)
    .action(options =>
      start({ directory: directory(), repositoryRoot, ...options }),
    );
  program
    .command('status')
    .description('what runs, and what it does wrong on purpose')
    .action(() => showStatus(directory()));
  program
    .command('access')
    .description('addresses, names and passwords for git, kubectl and Argo CD')
    .action(() => showAccess(directory()));
  program
    .command('kubectl')
    .description('the real kubectl against a cluster of the sandbox')
    .option('--cluster <name>', 'nonprod or prod', 'nonprod')
    .argument('[args...]', 'what kubectl is asked, after --')
    .action((args: string[], options) =>
      kubectl(directory(), options.cluster, args),
    );

  const fault = program.command('fault').description('let a system do wrong');
  fault
    .command('add')
    .argument(
      '<system>',
      'git-host, registry, sigstore, kubernetes-nonprod, kubernetes-prod, argocd or pipeline',
    )
    .requiredOption('--kind <kind>', 'slow, status or down')
    .option(
      '--status <code>',
      'for kind status: 401, 403, 429, 500 …',
      wholeNumber,
    )
    .option('--delay-ms <ms>', 'for kind slow', wholeNumber)
    .option('--retry-after <seconds>', 'the Retry-After header', wholeNumber)
    .option('--method <method>', 'only requests with this method')
    .option('--path <glob>', 'only requests whose path matches')
    .option('--times <count>', 'how many requests', wholeNumber)
    .action((system, options) => addFault(directory(), system, options));
  fault
    .command('clear')
    .argument('<system>')
    .description('let it do right again')
    .action(system => clearFaults(directory(), system));
  fault
    .command('drop-streams')
    .argument('<system>')
    .description('end every open watch of a system')
    .action(system => dropStreams(directory(), system));

  try {
    await program.parseAsync(argv);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
