import { GitHostContext } from '../../GitHostContext';
import { FileDifference } from '../../git/changes';
import { Commit, Identity, Signature } from '../../git/commits';
import { RepositoryRecord, UserRecord } from '../../state/records';
import { formatTime, neverTime } from './times';
import { formatUser } from './users';

/** No commit here is signed. */
export const unverified = {
  verified: false,
  reason: 'gpg.error.not_signed_commit',
  signature: '',
  signer: null,
  payload: '',
};

/** Web addresses of a repository's parts. */
export function urlsOf(
  { state, publicUrl }: GitHostContext,
  repository: RepositoryRecord,
): { web: string; api: string } {
  const fullName = state.fullName(repository);
  return {
    web: `${publicUrl()}/${fullName}`,
    api: `${publicUrl()}/api/v1/repos/${fullName}`,
  };
}

function userByEmail(
  { state }: GitHostContext,
  { email }: Identity,
): UserRecord | undefined {
  const wanted = email.toLowerCase();
  const owner = state.owners.find(
    one => one.kind === 'user' && one.email.toLowerCase() === wanted,
  );
  return owner?.kind === 'user' ? owner : undefined;
}

export function formatSignature({ name, email, date }: Signature): object {
  return { name, email, date: formatTime(date) };
}

function formatParents(apiUrl: string, { parents }: Commit): object[] {
  return parents.map(id => ({
    url: `${apiUrl}/git/commits/${id}`,
    sha: id,
    created: neverTime,
  }));
}

export type CommitDetails = {
  /** Left out: `null` in the answer. */
  changes?: FileDifference[];
  withStats: boolean;
  withFiles: boolean;
  withVerification: boolean;
};

/** A commit as the commit routes answer it. */
export function formatCommit(
  context: GitHostContext,
  repository: RepositoryRecord,
  commit: Commit,
  details: CommitDetails,
): object {
  const { web, api } = urlsOf(context, repository);
  const { changes = [], withStats, withFiles, withVerification } = details;
  const url = `${api}/git/commits/${commit.id}`;
  const accountOf = (identity: Identity) => {
    const user = userByEmail(context, identity);
    return user ? formatUser(context, user) : null;
  };
  return {
    url,
    sha: commit.id,
    created: formatTime(commit.committer.date),
    html_url: `${web}/commit/${commit.id}`,
    commit: {
      url,
      author: formatSignature(commit.author),
      committer: formatSignature(commit.committer),
      message: commit.message,
      // Gitea puts the commit's own id here.
      tree: {
        url: `${api}/git/trees/${commit.id}`,
        sha: commit.id,
        created: formatTime(commit.committer.date),
      },
      verification: withVerification ? unverified : null,
    },
    author: accountOf(commit.author),
    committer: accountOf(commit.committer),
    parents: formatParents(api, commit),
    files: withFiles
      ? changes.map(({ path, status }) => ({ filename: path, status }))
      : null,
    stats: withStats ? statsOf(changes) : null,
  };
}

function statsOf(changes: FileDifference[]): object {
  const sum = (key: 'additions' | 'deletions') =>
    changes.reduce((total, change) => total + change[key], 0);
  const [additions, deletions] = [sum('additions'), sum('deletions')];
  return { total: additions + deletions, additions, deletions };
}

/** A commit as the contents routes answer it after a write. */
export function formatFileCommit(
  context: GitHostContext,
  repository: RepositoryRecord,
  commit: Commit,
): object {
  const { web, api } = urlsOf(context, repository);
  return {
    url: `${api}/git/commits/${commit.id}`,
    sha: commit.id,
    created: formatTime(commit.committer.date),
    html_url: `${web}/commit/${commit.id}`,
    author: formatSignature(commit.author),
    committer: formatSignature(commit.committer),
    parents: formatParents(api, commit),
    message: commit.message,
    tree: {
      url: `${api}/git/trees/${commit.tree}`,
      sha: commit.tree,
      created: neverTime,
    },
  };
}

/** A commit as it stands in branches and in webhooks. */
export function formatPayloadCommit(
  context: GitHostContext,
  repository: RepositoryRecord,
  commit: Commit,
  options: { changes?: FileDifference[]; verified?: boolean } = {},
): object {
  const { changes, verified } = options;
  const person = (identity: Identity) => ({
    name: identity.name,
    email: identity.email,
    username: userByEmail(context, identity)?.name ?? '',
  });
  const paths = (status: FileDifference['status']) =>
    changes
      ? changes.filter(one => one.status === status).map(({ path }) => path)
      : null;
  return {
    id: commit.id,
    message: commit.message,
    url: `${urlsOf(context, repository).web}/commit/${commit.id}`,
    author: person(commit.author),
    committer: person(commit.committer),
    verification: verified ? unverified : null,
    timestamp: formatTime(commit.committer.date),
    added: paths('added'),
    removed: paths('removed'),
    modified: paths('modified'),
  };
}
