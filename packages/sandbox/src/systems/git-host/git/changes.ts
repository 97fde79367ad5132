import { BareRepository } from './BareRepository';

export type FileDifference = {
  path: string;
  status: 'added' | 'modified' | 'removed';
  additions: number;
  deletions: number;
};

const statuses: Record<string, FileDifference['status']> = {
  A: 'added',
  D: 'removed',
};

const options = [
  '-r',
  '-z',
  '--root',
  '--no-renames',
  '--raw',
  '--numstat',
  '--diff-merges=first-parent',
];

/** What each of these commits changed against its first parent. */
export async function readChanges(
  repository: BareRepository,
  commits: string[],
): Promise<Map<string, FileDifference[]>> {
  const { stdout } = await repository.run(
    ['diff-tree', '--stdin', ...options],
    {
      input: commits.map(id => `${id}\n`).join(''),
    },
  );
  return new Map([
    ...commits.map(id => [id, []] as [string, FileDifference[]]),
    ...parseChanges(stdout.toString()),
  ]);
}

/** What differs between two commits or trees. */
export async function compareTrees(
  repository: BareRepository,
  from: string,
  to: string,
): Promise<FileDifference[]> {
  const { stdout } = await repository.run([
    'diff-tree',
    ...options,
    '--end-of-options',
    from,
    to,
  ]);
  return parseChanges(stdout.toString()).get('') ?? [];
}

/** With `-z`: a commit's id, `:modes ids status` and a path, or `added<TAB>deleted<TAB>path`, each ended by NUL. */
function parseChanges(output: string): Map<string, FileDifference[]> {
  const changes = new Map<string, FileDifference[]>();
  let current: FileDifference[] = [];
  changes.set('', current);
  const fields = output.split('\0');
  for (let index = 0; index < fields.length; index += 1) {
    const field = fields[index];
    if (/^[0-9a-f]{40}$/.test(field)) {
      current = [];
      changes.set(field, current);
    } else if (field.startsWith(':')) {
      index += 1;
      current.push({
        path: fields[index],
        status: statuses[field.slice(-1)] ?? 'modified',
        additions: 0,
        deletions: 0,
      });
    } else if (field) {
      countLines(current, field);
    }
  }
  return changes;
}

function countLines(changes: FileDifference[], field: string): void {
  const [additions, deletions, ...path] = field.split('\t');
  const change = changes.find(one => one.path === path.join('\t'));
  if (!change) return;
  // A binary file has `-` for both.
  change.additions = Number(additions) || 0;
  change.deletions = Number(deletions) || 0;
}

/** The text of a difference, as `git diff` writes it. */
export async function diffText(
  repository: BareRepository,
  from: string | undefined,
  to: string,
): Promise<string> {
  const range = from ? ['--end-of-options', from, to] : ['--root', to];
  return repository.text([
    'diff-tree',
    '-r',
    '-p',
    '--no-commit-id',
    '--find-renames',
    ...range,
  ]);
}

/** Commits as mails, as `git format-patch` writes them. */
export async function patchText(
  repository: BareRepository,
  from: string,
  to: string,
): Promise<string> {
  return repository.text([
    'format-patch',
    '--stdout',
    '--no-signature',
    '--end-of-options',
    `${from}..${to}`,
  ]);
}
