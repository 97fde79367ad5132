import { z } from 'zod';
import { CommentRecord } from '../../state/records';
import { created, noContent, ok } from '../answers';
import { forbidden, notFound } from '../ApiError';
import { ApiRouter, RepositoryCall, RepositoryWriteCall } from '../ApiRouter';
import { atLeast } from '../../access/permissions';
import { findPullRequest } from '../findPullRequest';
import { formatComment } from '../format/pullRequests';
import { readForm, required } from '../forms';

const commentForm = z.object({ body: z.string().optional() });

/** Comments on pull requests, which in Gitea are issues with a branch. */
export function addCommentRoutes(api: ApiRouter): void {
  const { context } = api;
  const { state, now } = context;
  const path = '/issues/:number(\\d+)/comments';
  const single = '/issues/comments/:id(\\d+)';
  const scope = 'issue' as const;

  const format = (call: RepositoryCall, comment: CommentRecord) => {
    const pullRequest = state.pullRequests.get(comment.pullRequestId)!;
    const { repository } = call;
    return formatComment(context, { repository, pullRequest, comment });
  };

  const find = ({ req, repository }: RepositoryCall) => {
    const comment = state.comments.get(Number(req.params.id));
    const pullRequest =
      comment && state.pullRequests.get(comment.pullRequestId);
    if (!comment || pullRequest?.repositoryId !== repository.id) {
      throw notFound();
    }
    return comment;
  };

  const findOwn = (call: RepositoryWriteCall) => {
    const comment = find(call);
    if (comment.authorId !== call.user.id && !atLeast(call.access, 'admin')) {
      throw forbidden('user should be the author of the comment');
    }
    return comment;
  };

  api.reading(
    path,
    call =>
      ok(
        state
          .commentsOf(findPullRequest(state, call))
          .map(comment => format(call, comment)),
      ),
    scope,
  );

  api.reading(single, call => ok(format(call, find(call))), scope);

  api.repository(
    'post',
    path,
    'read',
    call => {
      const { body } = readForm(call.req, commentForm);
      const pullRequest = findPullRequest(state, call);
      const at = now().toISOString();
      const comment = state.comments.add({
        pullRequestId: pullRequest.id,
        authorId: call.user.id,
        body: required(body, 'Body'),
        createdAt: at,
        updatedAt: at,
      });
      state.pullRequests.update(pullRequest.id, { updatedAt: at });
      return created(format(call, comment));
    },
    { scope },
  );

  api.repository(
    'patch',
    single,
    'read',
    call => {
      const { body } = readForm(call.req, commentForm);
      const comment = state.comments.update(findOwn(call).id, {
        body: required(body, 'Body'),
        updatedAt: now().toISOString(),
      });
      return ok(format(call, comment));
    },
    { scope },
  );

  api.repository(
    'delete',
    single,
    'read',
    call => {
      state.comments.delete(findOwn(call).id);
      return noContent;
    },
    { scope },
  );
}
