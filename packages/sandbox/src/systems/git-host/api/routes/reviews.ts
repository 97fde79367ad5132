import { z } from 'zod';
import { findProtection, isOfficialReviewer } from '../../protection/rules';
import { ReviewRecord, ReviewState } from '../../state/records';
import { noContent, ok } from '../answers';
import { notFound, unprocessable } from '../ApiError';
import { ApiRouter, RepositoryCall } from '../ApiRouter';
import { findPullRequest } from '../findPullRequest';
import { formatReview } from '../format/pullRequests';
import { readForm } from '../forms';
import { paged } from '../paging';

const reviewForm = z.object({
  event: z.string().default('COMMENT'),
  body: z.string().default(''),
  commit_id: z.string().optional(),
});

const reviewersForm = z.object({ reviewers: z.array(z.string()).default([]) });

const states: ReviewState[] = ['APPROVED', 'REQUEST_CHANGES', 'COMMENT'];

export function addReviewRoutes(api: ApiRouter): void {
  const { context } = api;
  const { state, now, publicUrl } = context;
  const path = '/pulls/:number(\\d+)/reviews';

  const format = (call: RepositoryCall, review: ReviewRecord) =>
    formatReview(context, {
      repository: call.repository,
      pullRequest: findPullRequest(state, call),
      review,
      viewer: call.caller.user,
    });

  const find = (call: RepositoryCall) => {
    const pullRequest = findPullRequest(state, call);
    const review = state.reviews.get(Number(call.req.params.id));
    if (review?.pullRequestId !== pullRequest.id) throw notFound();
    return review;
  };

  api.reading(path, call =>
    paged(call.req, {
      baseUrl: publicUrl(),
      items: state.reviewsOf(findPullRequest(state, call)),
      format: review => format(call, review),
    }),
  );

  api.reading(`${path}/:id(\\d+)`, call => ok(format(call, find(call))));

  api.repository('post', path, 'read', call => {
    const { req, repository, user, access } = call;
    const form = readForm(req, reviewForm);
    const pullRequest = findPullRequest(state, call);
    const word = form.event === 'APPROVE' ? 'APPROVED' : form.event;
    const verdict = states.find(one => one === word) ?? 'COMMENT';
    const own = pullRequest.authorId === user.id;
    if (own && verdict === 'APPROVED') {
      throw unprocessable('approve your own pull is not allowed');
    }
    if (own && verdict === 'REQUEST_CHANGES') {
      throw unprocessable('reject your own pull is not allowed');
    }
    const rule = findProtection(state, repository, pullRequest.baseBranch);
    const review = state.reviews.add({
      pullRequestId: pullRequest.id,
      authorId: user.id,
      state: verdict,
      body: form.body,
      commitId: form.commit_id || pullRequest.headSha,
      official:
        verdict !== 'COMMENT' &&
        isOfficialReviewer(state, repository, rule, { user, access }),
      dismissed: false,
      submittedAt: now().toISOString(),
    });
    return ok(format(call, review));
  });

  api.repository('post', `${path}/:id(\\d+)/dismissals`, 'admin', call =>
    ok(format(call, state.reviews.update(find(call).id, { dismissed: true }))),
  );

  api.repository(
    'post',
    '/pulls/:number(\\d+)/requested_reviewers',
    'write',
    call => {
      const { reviewers } = readForm(call.req, reviewersForm);
      const pullRequest = findPullRequest(state, call);
      const ids = reviewers.map(name => {
        const user = state.user(name);
        if (!user) throw notFound(`user does not exist [name: ${name}]`);
        return user.id;
      });
      state.pullRequests.update(pullRequest.id, {
        requestedReviewers: [
          ...new Set([...pullRequest.requestedReviewers, ...ids]),
        ],
      });
      return { status: 201, body: [] };
    },
  );

  api.repository('delete', `${path}/:id(\\d+)`, 'admin', call => {
    state.reviews.delete(find(call).id);
    return noContent;
  });
}
