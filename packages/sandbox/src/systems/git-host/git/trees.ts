import { BareRepository } from './BareRepository';

export type TreeEntry = {
  name: string;
  /** As git stores it, without leading zeros: `100644`, `100755`, `120000`, `40000`, `160000`. */
  mode: string;
  id: string;
  type: 'blob' | 'tree' | 'commit';
};

export type TreeEntryAtPath = TreeEntry & { path: string };

/** The entries of a tree object, as git orders them. */
export function parseTree(content: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = [];
  let at = 0;
  while (at < content.length) {
    const space = content.indexOf(32, at);
    const nul = content.indexOf(0, space);
    const mode = content.toString('latin1', at, space);
    entries.push({
      mode,
      name: content.toString('utf8', space + 1, nul),
      id: content.toString('hex', nul + 1, nul + 21),
      type: typeOf(mode),
    });
    at = nul + 21;
  }
  return entries;
}

function typeOf(mode: string): TreeEntry['type'] {
  if (mode === '40000') return 'tree';
  return mode === '160000' ? 'commit' : 'blob';
}

export async function readTree(
  repository: BareRepository,
  treeId: string,
): Promise<TreeEntry[]> {
  const object = await repository.read(treeId);
  return object?.type === 'tree' ? parseTree(object.content) : [];
}

/** What is at a path below a tree; the tree itself at the empty path. */
export async function findEntry(
  repository: BareRepository,
  treeId: string,
  path: string,
): Promise<TreeEntryAtPath | undefined> {
  let entry: TreeEntry = { name: '', mode: '40000', id: treeId, type: 'tree' };
  for (const segment of path.split('/').filter(Boolean)) {
    if (entry.type !== 'tree') return undefined;
    const entries = await readTree(repository, entry.id);
    const next = entries.find(({ name }) => name === segment);
    if (!next) return undefined;
    entry = next;
  }
  return { ...entry, path };
}

/** Every entry at and below a tree, each directory before what is in it. */
export async function walkTree(
  repository: BareRepository,
  treeId: string,
  prefix = '',
): Promise<TreeEntryAtPath[]> {
  const found: TreeEntryAtPath[] = [];
  for (const entry of await readTree(repository, treeId)) {
    const path = `${prefix}${entry.name}`;
    found.push({ ...entry, path });
    if (entry.type === 'tree') {
      found.push(...(await walkTree(repository, entry.id, `${path}/`)));
    }
  }
  return found;
}
