import { GitHostContext } from '../../GitHostContext';
import { BareRepository } from '../../git/BareRepository';
import { diffText, patchText, readChanges } from '../../git/changes';
import {
  Commit,
  listCommitIds,
  readCommit,
  readCommits,
} from '../../git/commits';
import { resolveRef } from '../../git/refs';
import { RepositoryRecord } from '../../state/records';
import { Answer, content, ok } from '../answers';
import { ApiError, notFound } from '../ApiError';
import { ApiRouter, RepositoryCall } from '../ApiRouter';
import { formatCommit } from '../format/commits';
import { formatPullRequest } from '../format/pullRequests';
import { flag, queryText } from '../forms';
import { commitPageHeaders, readPage, slice } from '../paging';

type Wanted = { stats: boolean; files: boolean; verification: boolean };

/** Commits as the list and compare routes answer them, with their changes read in one go. */
export async function formatCommits(
  context: GitHostContext,
  repository: RepositoryRecord,
  options: { git: BareRepository; commits: Commit[]; wanted: Wanted },
): Promise<object[]> {
  const { git, commits, wanted } = options;
  const changes =
    wanted.stats || wanted.files
      ? await readChanges(
          git,
          commits.map(({ id }) => id),
        )
      : undefined;
  return commits.map(commit =>
    formatCommit(context, repository, commit, {
      changes: changes?.get(commit.id),
      withStats: wanted.stats,
      withFiles: wanted.files,
      withVerification: wanted.verification,
    }),
  );
}

const everything: Wanted = { stats: true, files: true, verification: true };

export function wantedOf({ query }: RepositoryCall['req']): Wanted {
  return {
    stats: flag(query.stat),
    files: flag(query.files),
    verification: flag(query.verification),
  };
}

export function addCommitRoutes(api: ApiRouter): void {
  const { context } = api;
  const { state } = context;

  api.reading('/commits', async ({ req, git, repository }) => {
    if (repository.empty) throw new ApiError(409, 'Git Repository is empty.');
    const { query } = req;
    const from = queryText(query.sha) ?? repository.defaultBranch;
    const ref = await resolveRef(git, from);
    if (!ref) return { status: 404, body: null };
    const ids = await listCommitIds(git, {
      from: ref.commit,
      path: queryText(query.path),
    });
    const commits = await readCommits(git, slice(ids, readPage(req)));
    return ok(
      await formatCommits(context, repository, {
        git,
        commits,
        wanted: wantedOf(req),
      }),
      commitPageHeaders(req, {
        baseUrl: context.publicUrl(),
        total: ids.length,
        withTotal: true,
      }),
    );
  });

  api.reading('/git/commits/*', async call => {
    const { req, git, repository } = call;
    const [, text, ending] = /^(.+?)(\.diff|\.patch)?$/.exec(req.params[0])!;
    const ref = await resolveRef(git, text);
    const commit = ref && (await readCommit(git, ref.commit));
    if (!commit) {
      throw notFound(undefined, `commit doesn't exist: ${text}`);
    }
    if (ending) return commitText(git, commit, ending);
    const [formatted] = await formatCommits(context, repository, {
      git,
      commits: [commit],
      wanted: wantedOf(req),
    });
    return ok(formatted);
  });

  api.reading('/compare/*', async ({ req, git, repository }) => {
    const [, base, , head] = /^(.+?)(\.{2,3})(.+)$/.exec(req.params[0]) ?? [];
    if (!base) throw notFound();
    const [from, to] = await Promise.all([
      resolveRef(git, base),
      resolveRef(git, head),
    ]);
    if (!from || !to) throw notFound();
    const ids = await listCommitIds(git, {
      from: to.commit,
      without: [from.commit],
    });
    return ok({
      total_commits: ids.length,
      commits: await formatCommits(context, repository, {
        git,
        commits: await readCommits(git, ids),
        wanted: everything,
      }),
    });
  });

  /** The merged pull request that brought a commit. */
  api.reading(
    '/commits/:sha/pull',
    async ({ req, git, repository, caller }) => {
      const { sha } = req.params;
      for (const pullRequest of state.pullRequestsOf(repository)) {
        const { merged, headSha, mergeBase } = pullRequest;
        if (!merged) continue;
        const direct = merged.commit === sha || headSha === sha;
        const inside =
          direct ||
          (await listCommitIds(git, {
            from: headSha,
            without: [mergeBase],
          }).then(ids => ids.includes(sha)));
        if (inside) {
          return ok(
            await formatPullRequest(
              context,
              repository,
              pullRequest,
              caller.user,
            ),
          );
        }
      }
      throw notFound();
    },
  );
}

async function commitText(
  git: BareRepository,
  commit: Commit,
  ending: string,
): Promise<Answer> {
  const [parent] = commit.parents;
  const text =
    ending === '.patch' && parent
      ? await patchText(git, parent, commit.id)
      : await diffText(git, parent, commit.id);
  return content(text, 'text/plain; charset=utf-8');
}
