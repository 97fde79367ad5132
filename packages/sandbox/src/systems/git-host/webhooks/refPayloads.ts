import { formatPayloadCommit, urlsOf } from '../api/format/commits';
import { formatRepository } from '../api/format/repositories';
import { formatUser } from '../api/format/users';
import { readChanges } from '../git/changes';
import {
  listCommitIds,
  mergeBaseOf,
  readCommit,
  readCommits,
} from '../git/commits';
import { branchOf, zeroId } from '../git/names';
import { readBranch } from '../git/refs';
import { GitHostContext, gitOf } from '../GitHostContext';
import { RefChange } from '../pushes/RefChange';
import { RepositoryRecord, UserRecord } from '../state/records';

/** Gitea puts no more commits than this into a push; `total_commits` counts all. */
const commitsInPayload = 5;

export type RefEvent = {
  repository: RepositoryRecord;
  pusher: UserRecord;
  change: RefChange;
};

export function createPayload(
  context: GitHostContext,
  { repository, pusher, change }: RefEvent,
): object {
  return {
    sha: change.after,
    ...refNames(change),
    repository: formatRepository(context, repository, pusher),
    sender: formatUser(context, pusher),
  };
}

export function deletePayload(
  context: GitHostContext,
  { repository, pusher, change }: RefEvent,
): object {
  return {
    ...refNames(change),
    pusher_type: 'user',
    repository: formatRepository(context, repository, pusher),
    sender: formatUser(context, pusher),
  };
}

function refNames({ ref }: RefChange): object {
  const branch = branchOf(ref);
  return branch
    ? { ref: branch, ref_type: 'branch' }
    : { ref: ref.replace(/^refs\/tags\//, ''), ref_type: 'tag' };
}

export async function pushPayload(
  context: GitHostContext,
  event: RefEvent,
): Promise<object> {
  const { repository, change } = event;
  const git = gitOf(context, repository);
  const after = change.after ?? zeroId;
  const from = change.before ?? (await forkPoint(context, event));
  const ids = await listCommitIds(git, {
    from: after,
    without: from ? [from] : [],
  });
  const commits = await readCommits(git, ids.slice(0, commitsInPayload));
  const changes = await readChanges(
    git,
    commits.map(({ id }) => id),
  );
  const formatted = commits.map(commit =>
    formatPayloadCommit(context, repository, commit, {
      changes: changes.get(commit.id),
    }),
  );
  return pushBody(context, event, {
    compareFrom: from ?? after,
    commits: formatted,
    total: ids.length,
  });
}

/** The test delivery: a push of the newest commit onto itself. */
export async function testPayload(
  context: GitHostContext,
  options: { repository: RepositoryRecord; pusher: UserRecord },
): Promise<object> {
  const { repository } = options;
  const ref = `refs/heads/${repository.defaultBranch}`;
  const commit = await readCommit(gitOf(context, repository), ref);
  const id = commit?.id ?? zeroId;
  const event = { ...options, change: { ref, before: id, after: id } };
  return pushBody(context, event, {
    compareFrom: id,
    commits: commit
      ? [formatPayloadCommit(context, repository, commit, { verified: true })]
      : [],
    total: commit ? 1 : 0,
  });
}

function pushBody(
  context: GitHostContext,
  { repository, pusher, change }: RefEvent,
  push: { compareFrom: string; commits: object[]; total: number },
): object {
  const { web } = urlsOf(context, repository);
  const person = formatUser(context, pusher);
  return {
    ref: change.ref,
    before: change.before ?? zeroId,
    after: change.after ?? zeroId,
    compare_url: `${web}/compare/${push.compareFrom}...${change.after}`,
    commits: push.commits,
    total_commits: push.total,
    head_commit: push.commits[0] ?? null,
    repository: formatRepository(context, repository, pusher),
    pusher: person,
    sender: person,
  };
}

/** Where a new branch leaves the default one. */
async function forkPoint(
  context: GitHostContext,
  { repository, change }: RefEvent,
): Promise<string | undefined> {
  const git = gitOf(context, repository);
  const main = await readBranch(git, repository.defaultBranch);
  const isDefault = branchOf(change.ref) === repository.defaultBranch;
  if (!main || !change.after || isDefault) return undefined;
  return mergeBaseOf(git, main, change.after);
}
