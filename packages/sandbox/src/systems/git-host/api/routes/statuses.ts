import { z } from 'zod';
import { readChanges } from '../../git/changes';
import { Commit, readCommit } from '../../git/commits';
import { isAbbreviatedId } from '../../git/names';
import { resolveRef } from '../../git/refs';
import { gitOf } from '../../GitHostContext';
import {
  RepositoryRecord,
  StatusRecord,
  UserRecord,
} from '../../state/records';
import {
  combineStates,
  newestOfEachContext,
  statusesOf,
} from '../../statuses/combine';
import { notify } from '../../webhooks/notify';
import { created, ok } from '../answers';
import { ApiError, notFound } from '../ApiError';
import { ApiRouter, RepositoryCall } from '../ApiRouter';
import { formatPayloadCommit, urlsOf } from '../format/commits';
import { formatRepository } from '../format/repositories';
import { formatStatus } from '../format/statuses';
import { formatTime } from '../format/times';
import { formatUser } from '../format/users';
import { readForm } from '../forms';
import { paged, pageHeaders, readPage, slice } from '../paging';

const statusForm = z.object({
  state: z.string().default(''),
  context: z.string().default(''),
  description: z.string().default(''),
  target_url: z.string().default(''),
});

/** What checks say of a commit: one at a time, and all together. */
export function addStatusRoutes(api: ApiRouter): void {
  const { context } = api;
  const { state, publicUrl } = context;

  api.repository(
    'post',
    '/statuses/:sha',
    'write',
    async ({ req, git, repository, user }) => {
      const form = readForm(req, statusForm);
      const { sha } = req.params;
      const commit = isAbbreviatedId(sha)
        ? await readCommit(git, sha)
        : undefined;
      if (!commit) {
        throw new ApiError(
          500,
          `GetCommit[${sha}]: object does not exist [id: ${sha}, rel_path: ]`,
        );
      }
      const status = state.statuses.add({
        repositoryId: repository.id,
        sha: commit.id,
        state: form.state,
        context: form.context || 'default',
        description: form.description,
        targetUrl: form.target_url,
        creatorId: user.id,
        createdAt: context.now().toISOString(),
      });
      await notifyOfStatus(api, { repository, commit, status, sender: user });
      return created(formatStatus(context, repository, status));
    },
  );

  const find = async ({ req, git, repository }: RepositoryCall) => {
    const ref = await resolveRef(git, req.params[0] ?? req.params.sha);
    if (!ref) throw notFound();
    return {
      sha: ref.commit,
      statuses: statusesOf(state, repository, ref.commit),
    };
  };

  const list = async (call: RepositoryCall) => {
    const { statuses } = await find(call);
    return paged(call.req, {
      baseUrl: publicUrl(),
      items: statuses,
      format: status => formatStatus(context, call.repository, status),
    });
  };
  api.reading('/statuses/:sha', list);
  api.reading('/commits/*/statuses', list);

  api.reading('/commits/*/status', async call => {
    const { req, repository, caller } = call;
    const { sha, statuses } = await find(call);
    const newest = newestOfEachContext(statuses);
    const { api: apiUrl } = urlsOf(context, repository);
    return ok(
      {
        state: combineStates(newest),
        sha,
        total_count: newest.length,
        statuses: slice(newest, readPage(req)).map(status =>
          formatStatus(context, repository, status),
        ),
        repository: formatRepository(context, repository, caller.user),
        commit_url: `${apiUrl}/commits/${sha}`,
        url: `${apiUrl}/commits/${sha}/status`,
      },
      pageHeaders(req, { baseUrl: publicUrl(), total: newest.length }),
    );
  });
}

async function notifyOfStatus(
  { context }: ApiRouter,
  options: {
    repository: RepositoryRecord;
    commit: Commit;
    status: StatusRecord;
    sender: UserRecord;
  },
): Promise<void> {
  const { repository, commit, status, sender } = options;
  await notify(context, {
    repository,
    event: 'status',
    payload: async () => {
      const changes = await readChanges(gitOf(context, repository), [
        commit.id,
      ]);
      return {
        commit: formatPayloadCommit(context, repository, commit, {
          changes: changes.get(commit.id),
        }),
        context: status.context,
        created_at: formatTime(status.createdAt),
        description: status.description,
        id: status.id,
        repository: formatRepository(context, repository, sender),
        sender: formatUser(context, sender),
        sha: commit.id,
        state: status.state,
        // Here, and only here, Gitea completes the address.
        target_url: new URL(status.targetUrl, `${context.publicUrl()}/`).href,
        updated_at: formatTime(status.createdAt),
      };
    },
  });
}
