import { z } from 'zod';
import { diffText, patchText } from '../../git/changes';
import { listCommitIds, readCommits } from '../../git/commits';
import { changesBetween } from '../../pulls/mergeability';
import { editPullRequest } from '../../pulls/editPullRequest';
import { openPullRequest } from '../../pulls/openPullRequest';
import { PullRequestRecord } from '../../state/records';
import { content, created, ok } from '../answers';
import { forbidden, notFound } from '../ApiError';
import { ApiRouter, RepositoryCall } from '../ApiRouter';
import { atLeast } from '../../access/permissions';
import { urlsOf } from '../format/commits';
import { encodePath } from '../format/contents';
import { formatPullRequest } from '../format/pullRequests';
import { oneOf, queryText, readForm, required } from '../forms';
import { commitPageHeaders, pageHeaders, readPage, slice } from '../paging';
import { findPullRequest } from '../findPullRequest';
import { formatCommits, wantedOf } from './commits';

const openForm = z.object({
  title: z.string().optional(),
  body: z.string().default(''),
  head: z.string().optional(),
  base: z.string().optional(),
});

const editForm = z.object({
  title: z.string().optional(),
  body: z.string().optional(),
  base: z.string().optional(),
  state: z.string().optional(),
});

const orders: Record<
  string,
  (one: PullRequestRecord, other: PullRequestRecord) => number
> = {
  oldest: (one, other) => one.number - other.number,
  recentupdate: (one, other) => other.updatedAt.localeCompare(one.updatedAt),
  leastupdate: (one, other) => one.updatedAt.localeCompare(other.updatedAt),
  newest: (one, other) => other.number - one.number,
};

export function addPullRoutes(api: ApiRouter): void {
  const { context } = api;
  const { state, publicUrl } = context;

  const format = (call: RepositoryCall, pullRequest: PullRequestRecord) =>
    formatPullRequest(
      context,
      state.repositories.get(call.repository.id) ?? call.repository,
      pullRequest,
      call.caller.user,
    );

  api.reading('/pulls', async call => {
    const { req, repository } = call;
    const wanted = queryText(req.query.state) ?? 'open';
    const base = queryText(req.query.base_branch);
    const found = state
      .pullRequestsOf(
        repository,
        one =>
          (wanted === 'all' || one.state === wanted) &&
          (!base || one.baseBranch === base),
      )
      .sort(orders[queryText(req.query.sort) ?? 'newest'] ?? orders.newest);
    return ok(
      await Promise.all(
        slice(found, readPage(req)).map(one => format(call, one)),
      ),
      pageHeaders(req, { baseUrl: publicUrl(), total: found.length }),
    );
  });

  // Whoever may read may propose.
  api.repository('post', '/pulls', 'read', async call => {
    const form = readForm(call.req, openForm);
    const pullRequest = await openPullRequest(context, {
      repository: call.repository,
      author: call.user,
      title: required(form.title, 'Title'),
      body: form.body,
      head: required(form.head, 'Head'),
      base: required(form.base, 'Base'),
    });
    return created(await format(call, pullRequest));
  });

  api.reading('/pulls/:number(\\d+)', async call => {
    const pullRequest = findPullRequest(state, call);
    const formatted = await format(call, pullRequest);
    // Whoever was told that it is mergeable may merge it: the check is over.
    if (pullRequest.checkPending) {
      state.pullRequests.update(pullRequest.id, { checkPending: false });
    }
    return ok(formatted);
  });

  api.reading('/pulls/:number(\\d+).:ending(diff|patch)', async call => {
    const { mergeBase, headSha } = findPullRequest(state, call);
    const text =
      call.req.params.ending === 'diff'
        ? await diffText(call.git, mergeBase, headSha)
        : await patchText(call.git, mergeBase, headSha);
    return content(text, 'text/plain; charset=utf-8');
  });

  api.reading('/pulls/:number(\\d+)/files', async call => {
    const { req, git, repository } = call;
    const { mergeBase, headSha } = findPullRequest(state, call);
    const changes = await changesBetween(git, mergeBase, headSha);
    const { web, api: apiUrl } = urlsOf(context, repository);
    const words = { added: 'added', modified: 'changed', removed: 'deleted' };
    return ok(
      slice(changes, readPage(req)).map(change => ({
        filename: change.path,
        status: words[change.status],
        additions: change.additions,
        deletions: change.deletions,
        changes: change.additions + change.deletions,
        html_url: `${web}/src/commit/${headSha}/${encodePath(change.path)}`,
        contents_url: `${apiUrl}/contents/${encodePath(
          change.path,
        )}?ref=${headSha}`,
        raw_url: `${web}/raw/commit/${headSha}/${encodePath(change.path)}`,
      })),
      commitPageHeaders(req, {
        baseUrl: publicUrl(),
        total: changes.length,
        withTotal: false,
      }),
    );
  });

  api.reading('/pulls/:number(\\d+)/commits', async call => {
    const { req, git, repository } = call;
    const { mergeBase, headSha } = findPullRequest(state, call);
    const ids = await listCommitIds(git, {
      from: headSha,
      without: [mergeBase],
    });
    const commits = await readCommits(git, slice(ids, readPage(req)));
    return ok(
      await formatCommits(context, repository, {
        git,
        commits,
        wanted: wantedOf(req),
      }),
      commitPageHeaders(req, {
        baseUrl: publicUrl(),
        total: ids.length,
        withTotal: false,
      }),
    );
  });

  /** The open pull request between two branches, else the newest closed one. */
  api.reading('/pulls/:base/*', async call => {
    const { base, 0: head } = call.req.params;
    const between = state.pullRequestsOf(
      call.repository,
      one => one.baseBranch === base && one.headBranch === head,
    );
    const found =
      between.find(one => one.state === 'open') ?? between[between.length - 1];
    if (!found) throw notFound();
    return ok(await format(call, found));
  });

  api.repository('patch', '/pulls/:number(\\d+)', 'read', async call => {
    const { req, repository, user, access } = call;
    const form = readForm(req, editForm);
    const pullRequest = findPullRequest(state, call);
    if (pullRequest.authorId !== user.id && !atLeast(access, 'write')) {
      throw forbidden('user should have a permission to write to a repo');
    }
    const changed = await editPullRequest(context, {
      repository,
      pullRequest,
      doer: user,
      changes: {
        title: form.title,
        body: form.body,
        baseBranch: form.base,
        state:
          form.state === undefined
            ? undefined
            : oneOf(form.state, 'State', ['open', 'closed'] as const),
      },
    });
    return created(await format(call, changed));
  });
}
