import { ApiError, forbidden, unprocessable } from '../api/ApiError';
import { BareRepository } from '../git/BareRepository';
import { Commit, Identity, readCommit, Signature } from '../git/commits';
import { branchRef, isRefName } from '../git/names';
import { readBranch } from '../git/refs';
import { writeCommit } from '../git/writeCommit';
import { GitHostContext, gitOf } from '../GitHostContext';
import {
  canPushTo,
  findProtection,
  matchesPatterns,
} from '../protection/rules';
import { announceRefChanges } from '../pushes/announceRefChanges';
import {
  AccessMode,
  identityOf,
  RepositoryRecord,
  UserRecord,
} from '../state/records';
import { FileOperation, planChanges, PlannedChanges } from './planChanges';

export type ChangeFilesOptions = {
  repository: RepositoryRecord;
  doer: UserRecord;
  access: AccessMode;
  /** The default branch without it. */
  branch?: string;
  newBranch?: string;
  message: string;
  /** Ends the message with who committed. */
  signOff: boolean;
  author?: Partial<Identity>;
  committer?: Partial<Identity>;
  authorDate?: Date;
  committerDate?: Date;
  operations: FileOperation[];
};

export type ChangedFiles = {
  branch: string;
  commit: Commit;
  planned: PlannedChanges;
};

/** Commits files to a branch: all of them in one commit, or none. */
export async function changeFiles(
  context: GitHostContext,
  options: ChangeFilesOptions,
): Promise<ChangedFiles> {
  const { repository, doer } = options;
  const git = gitOf(context, repository);
  return git.exclusively(async () => {
    const { parent, branch } = await findParent(context, git, options);
    const planned = await planChanges(git, {
      tree: parent?.tree,
      operations: options.operations,
      fullName: context.state.fullName(repository),
    });
    refuseProtected(context, options, branch, planned);
    const ref = branchRef(branch);
    const isNew = (await readBranch(git, branch)) === undefined;
    const signed = signatures(options, context.now());
    const id = await writeCommit(git, {
      ref,
      parents: parent ? [parent.id] : [],
      changes: planned.changes,
      message: messageOf(options, signed.committer),
      ...signed,
    });
    const commit = await readCommit(git, id);
    if (!commit) throw new Error(`Commit ${id} was written but is not there`);
    await announceRefChanges(context, {
      repository,
      pusher: doer,
      changes: [{ ref, before: isNew ? undefined : parent?.id, after: id }],
    });
    return { branch, commit, planned };
  });
}

/** The commit to build on, and the branch to write. */
async function findParent(
  { state }: GitHostContext,
  git: BareRepository,
  options: ChangeFilesOptions,
): Promise<{ parent: Commit | undefined; branch: string }> {
  const { newBranch } = options;
  // As it is now that nobody else writes: another request may just have made the first commit.
  const { id, empty, defaultBranch } = state.repositories.get(
    options.repository.id,
  )!;
  const from = options.branch || defaultBranch;
  const parent = isRefName(from)
    ? await readCommit(git, branchRef(from))
    : undefined;
  if (!parent && !empty) {
    throw new ApiError(
      404,
      `branch does not exist [repo_id: ${id} name: ${from}]`,
    );
  }
  if (!newBranch || newBranch === from) return { parent, branch: from };
  if (!isRefName(newBranch)) throw unprocessable('[NewBranchName]: GitRefName');
  if (await readBranch(git, newBranch)) {
    throw unprocessable(`branch already exists [name: ${newBranch}]`);
  }
  return { parent, branch: newBranch };
}

/** A protected branch takes a commit from those who may push, or when it touches unprotected files only. */
function refuseProtected(
  { state }: GitHostContext,
  { repository, doer, access }: ChangeFilesOptions,
  branch: string,
  { changes }: PlannedChanges,
): void {
  const rule = findProtection(state, repository, branch);
  if (!rule) return;
  const unprotectedOnly = changes.every(({ path }) =>
    matchesPatterns(rule.unprotectedFilePatterns, path),
  );
  const allowed =
    canPushTo(state, repository, rule, { user: doer, access }) ||
    unprotectedOnly;
  if (!allowed) {
    throw forbidden(`user cannot commit to repo [user: ${doer.name}]`);
  }
  const guarded = changes.find(({ path }) =>
    matchesPatterns(rule.protectedFilePatterns, path),
  );
  if (guarded) {
    throw forbidden(
      `path is protected and can not be changed [path: ${guarded.path}]`,
    );
  }
}

/** Who is not named is the one who is; without both, the person who asks. */
function signatures(
  options: ChangeFilesOptions,
  now: Date,
): { author: Signature; committer: Signature } {
  const doer = identityOf(options.doer);
  const author = complete(options.author, doer);
  const committer = complete(options.committer, doer);
  return {
    author: {
      ...(author ?? committer ?? doer),
      date: options.authorDate ?? now,
    },
    committer: {
      ...(committer ?? author ?? doer),
      date: options.committerDate ?? now,
    },
  };
}

function messageOf(
  { message, signOff }: ChangeFilesOptions,
  committer: Identity,
): string {
  const { name, email } = committer;
  const trailer = signOff ? `\n\nSigned-off-by: ${name} <${email}>` : '';
  return `${message.trim()}${trailer}\n`;
}

function complete(
  given: Partial<Identity> | undefined,
  doer: Identity,
): Identity | undefined {
  if (!given?.name && !given?.email) return undefined;
  return {
    name: given.name || doer.name,
    email: given.email || doer.email,
  };
}
