import { createHash } from 'node:crypto';
import { ApiError, unprocessable } from '../api/ApiError';
import { BareRepository } from '../git/BareRepository';
import { findEntry, TreeEntryAtPath } from '../git/trees';
import { FileChange } from '../git/writeCommit';
import { checkPath } from './paths';

/** One file of a request that writes. */
export type FileOperation = {
  operation: 'create' | 'update' | 'upload' | 'rename' | 'delete';
  path: string;
  fromPath?: string;
  content?: Buffer;
  /** The blob that the client believes to be there. */
  sha?: string;
};

export type PlannedChanges = {
  changes: FileChange[];
  /** Paths of the answer, in the request's order; nothing for a deletion. */
  results: Array<string | undefined>;
  /** The paths whose blob is another afterwards. */
  touched: Set<string>;
};

/** Checks every operation against the tree that it is meant for; the first that is wrong refuses all. */
export async function planChanges(
  git: BareRepository,
  options: {
    /** Undefined in an empty repository. */
    tree: string | undefined;
    operations: FileOperation[];
    fullName: string;
  },
): Promise<PlannedChanges> {
  const { tree, operations, fullName } = options;
  const planned: PlannedChanges = {
    changes: [],
    results: [],
    touched: new Set(),
  };
  for (const operation of operations) {
    const path = checkPath(operation.path, fullName);
    const from = operation.fromPath
      ? checkPath(operation.fromPath, fullName)
      : path;
    const at = (where: string) =>
      tree ? findEntry(git, tree, where) : Promise.resolve(undefined);
    const [before, target] = [await at(from), await at(path)];
    checkOperation(operation, { before, target, path, from });
    const parent = await findFileOnTheWay(git, tree, path);
    if (parent !== undefined) throw throughFile(parent);
    addChange(planned, operation, { before, path, from });
  }
  return planned;
}

type Place = {
  /** What is at the path that the change starts from. */
  before: TreeEntryAtPath | undefined;
  path: string;
  from: string;
};

function checkOperation(
  { operation, sha }: FileOperation,
  place: Place & { target: TreeEntryAtPath | undefined },
): void {
  const { before, target, path, from } = place;
  if (operation === 'create' || (operation === 'upload' && !sha)) {
    if (target) throw alreadyExists(path);
    return;
  }
  if (!before) {
    throw new ApiError(404, `object does not exist [id: , rel_path: ${from}]`);
  }
  if (!sha)
    throw unprocessable(
      'a SHA or commit ID must be proved when updating a file',
    );
  if (sha !== before.id) {
    throw unprocessable(
      `sha does not match [given: ${sha}, expected: ${before.id}]`,
    );
  }
  if (from !== path && target) throw alreadyExists(path);
}

function alreadyExists(path: string): ApiError {
  return unprocessable(`repository file already exists [path: ${path}]`);
}

function throughFile(path: string): ApiError {
  return unprocessable(
    `a file exists where you’re trying to create a subdirectory [path: ${path}]`,
  );
}

/** The part of a path that is a file although something is to be put below it. */
async function findFileOnTheWay(
  git: BareRepository,
  tree: string | undefined,
  path: string,
): Promise<string | undefined> {
  if (!tree) return undefined;
  const segments = path.split('/');
  for (let length = 1; length < segments.length; length += 1) {
    const part = segments.slice(0, length).join('/');
    const entry = await findEntry(git, tree, part);
    if (!entry) return undefined;
    if (entry.type !== 'tree') return part;
  }
  return undefined;
}

function addChange(
  planned: PlannedChanges,
  { operation, content }: FileOperation,
  { before, path, from }: Place,
): void {
  const moved = from !== path;
  if (operation === 'delete' || moved) {
    planned.changes.push({ path: from, deleted: true });
  }
  if (operation === 'delete') {
    planned.results.push(undefined);
    return;
  }
  const mode = before?.type === 'blob' ? before.mode : '100644';
  if (content === undefined && before) {
    planned.changes.push({ path, mode, id: before.id });
  } else {
    planned.changes.push({ path, mode, content: content ?? Buffer.alloc(0) });
  }
  planned.results.push(path);
  const same = content !== undefined && before?.id === blobId(content);
  if (moved || !same) planned.touched.add(path);
}

function blobId(content: Buffer): string {
  return createHash('sha1')
    .update(`blob ${content.length}\0`)
    .update(content)
    .digest('hex');
}
