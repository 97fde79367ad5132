import { BareRepository } from './BareRepository';

export type Identity = { name: string; email: string };

export type Signature = Identity & { date: Date };

export type Commit = {
  id: string;
  tree: string;
  parents: string[];
  author: Signature;
  committer: Signature;
  message: string;
};

export function parseCommit(id: string, content: Buffer): Commit {
  const text = content.toString('utf8');
  const end = text.indexOf('\n\n');
  const lines = text.slice(0, end).split('\n');
  const values = (key: string) =>
    lines
      .filter(line => line.startsWith(`${key} `))
      .map(line => line.slice(key.length + 1));
  return {
    id,
    tree: values('tree')[0],
    parents: values('parent'),
    author: parseSignature(values('author')[0]),
    committer: parseSignature(values('committer')[0]),
    message: text.slice(end + 2),
  };
}

export function parseSignature(line: string): Signature {
  const match = /^(.*?) ?<(.*?)> (-?\d+)/.exec(line);
  return match
    ? {
        name: match[1],
        email: match[2],
        date: new Date(Number(match[3]) * 1000),
      }
    : { name: '', email: '', date: new Date(0) };
}

export function subjectOf(commit: { message: string }): string {
  return commit.message.split('\n', 1)[0];
}

/** A commit by its id, or what an annotated tag or full ref name points to. */
export async function readCommit(
  repository: BareRepository,
  name: string,
): Promise<Commit | undefined> {
  const object = await repository.read(`${name}^{commit}`);
  return object?.type === 'commit'
    ? parseCommit(object.id, object.content)
    : undefined;
}

export async function readCommits(
  repository: BareRepository,
  ids: string[],
): Promise<Commit[]> {
  const commits = await Promise.all(ids.map(id => readCommit(repository, id)));
  return commits.filter(commit => commit !== undefined);
}

/** The ids of what can be reached from `from` but not from `without`, newest first. */
export async function listCommitIds(
  repository: BareRepository,
  options: { from: string; without?: string[]; path?: string; limit?: number },
): Promise<string[]> {
  const { from, without = [], path, limit } = options;
  const output = await repository.text([
    'rev-list',
    ...(limit === undefined ? [] : [`--max-count=${limit}`]),
    '--end-of-options',
    from,
    ...without.map(id => `^${id}`),
    '--',
    ...(path ? [`:(literal)${path}`] : []),
  ]);
  return output.split('\n').filter(Boolean);
}

export async function mergeBaseOf(
  repository: BareRepository,
  one: string,
  other: string,
): Promise<string | undefined> {
  const output = await repository.text(
    ['merge-base', '--end-of-options', one, other],
    { exitCodes: [0, 1] },
  );
  return output.trim() || undefined;
}
