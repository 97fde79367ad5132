import { Router } from 'express';
import { z } from 'zod';
import { Forge } from '../forge/Forge';
import { ForgePullRequest, ForgeRepository } from '../forge/ForgeRepository';
import { readBody, route } from '../route';
import { repositoryOf } from './repositoryRoutes';

const openSchema = z
  .object({
    title: z.string().min(1),
    body: z.string(),
    head: z.string(),
    base: z.string(),
  })
  .strict();

const editSchema = z
  .object({ state: z.enum(['open', 'closed']), body: z.string() })
  .partial()
  .strict();

const mergeSchema = z
  .object({
    sha: z.string(),
    merge_method: z.enum(['merge', 'squash', 'rebase']),
    commit_title: z.string(),
  })
  .strict();

const REFUSALS = {
  checking: 'Pull Request is not mergeable',
  conflict: 'Pull Request is not mergeable',
  'needs-approval':
    'At least 1 approving review is required by reviewers with write access.',
};

const MERGEABLE_STATES = {
  checking: 'unknown',
  conflict: 'dirty',
  'needs-approval': 'blocked',
  clean: 'clean',
};

export function pullRequestRoutes(forge: Forge): Router {
  const router = Router();
  const pulls = '/repos/:owner/:repo/pulls';

  router.get(
    pulls,
    route(async (req, res) => {
      const repository = repositoryOf(forge, req, res);
      if (!repository) return;
      const { head, base, state } = req.query;
      // GitHub ignores a filter without the owner.
      const [, branch] = /^[^:]+:(.+)$/.exec(String(head)) ?? [];
      const found = await repository.listPullRequests({
        head: branch,
        base: base === undefined ? undefined : String(base),
      });
      const listed = found.filter(
        each =>
          state === 'all' || (each.state === 'open') === (state === 'open'),
      );
      res.json(listed.map(each => describe(repository, each)));
    }),
  );

  router.post(
    pulls,
    route(async (req, res) => {
      const repository = repositoryOf(forge, req, res);
      const body =
        repository && readBody(req, res, { schema: openSchema, status: 422 });
      if (!repository || !body) return;
      const outcome = await repository.openPullRequest(body);
      if (outcome.opened) {
        res.status(201).json(describe(repository, outcome.opened));
        return;
      }
      const messages = {
        exists: `A pull request already exists for meridian:${body.head}.`,
        'no-commits': `No commits between ${body.base} and ${body.head}`,
        'no-branch': undefined,
      };
      const message = messages[outcome.refused];
      res.status(422).json({
        message: 'Validation Failed',
        errors: [
          message
            ? { resource: 'PullRequest', code: 'custom', message }
            : { resource: 'PullRequest', field: 'head', code: 'invalid' },
        ],
      });
    }),
  );

  router.get(
    `${pulls}/:number/files`,
    route(async (req, res) => {
      const repository = repositoryOf(forge, req, res);
      const found = await repository?.pullRequest(Number(req.params.number));
      if (!repository || !found) return;
      const { baseSha, headSha } = found;
      const paths = await repository.bare.changedPaths(baseSha, headSha);
      const size = Number(req.query.per_page ?? 30);
      const start = (Number(req.query.page ?? 1) - 1) * size;
      res.json(
        paths.slice(start, start + size).map(filename => ({ filename })),
      );
    }),
  );

  router.get(
    '/repos/:owner/:repo/compare/:basehead',
    route(async (req, res) => {
      const repository = repositoryOf(forge, req, res);
      if (!repository) return;
      const [base, head] = req.params.basehead.split('...');
      const sha = await repository.bare.mergeBase(base, head);
      res.json({ merge_base_commit: { sha } });
    }),
  );

  router
    .route(`${pulls}/:number`)
    .get(
      route(async (req, res) => {
        const repository = repositoryOf(forge, req, res);
        const found = await repository?.pullRequest(Number(req.params.number));
        if (!repository || !found) {
          if (repository) res.status(404).json({ message: 'Not Found' });
          return;
        }
        const verdict =
          found.state === 'open' ? await repository.judge(found) : 'checking';
        if (found.pendingChecks > 0) found.pendingChecks -= 1;
        res.json({
          ...describe(repository, found),
          mergeable_state: MERGEABLE_STATES[verdict],
        });
      }),
    )
    .patch(
      route(async (req, res) => {
        const repository = repositoryOf(forge, req, res);
        const found = await repository?.pullRequest(Number(req.params.number));
        const body = readBody(req, res, { schema: editSchema, status: 422 });
        if (!repository || !found || !body) return;
        found.body = body.body ?? found.body;
        if (found.state !== 'merged') found.state = body.state ?? found.state;
        res.json(describe(repository, found));
      }),
    );

  router.put(
    `${pulls}/:number/merge`,
    route(async (req, res) => {
      const repository = repositoryOf(forge, req, res);
      const found = await repository?.pullRequest(Number(req.params.number));
      const body = readBody(req, res, { schema: mergeSchema, status: 422 });
      if (!repository || !found || !body) return;
      if (found.state !== 'open') {
        res.status(405).json({ message: 'Pull Request is not mergeable' });
        return;
      }
      const verdict = await repository.judge(found);
      if (body.sha !== found.headSha) {
        const message =
          'Head branch was modified. Review and try the merge again.';
        res.status(409).json({ message });
      } else if (verdict !== 'clean') {
        res.status(405).json({ message: REFUSALS[verdict] });
      } else {
        const sha = await repository.squash(found, body.commit_title);
        if (sha) {
          res.json({ sha, merged: true, message: 'merged' });
        } else {
          const message =
            'Base branch was modified. Review and try the merge again.';
          res.status(405).json({ message });
        }
      }
    }),
  );

  return router;
}

function describe(repository: ForgeRepository, each: ForgePullRequest) {
  const repo = { full_name: repository.fullName };
  return {
    number: each.number,
    title: each.title,
    body: each.body || null,
    state: each.state === 'open' ? 'open' : 'closed',
    merged_at: each.state === 'merged' ? '2026-03-01T12:00:00Z' : null,
    // GitHub has a test merge here while it is open.
    merge_commit_sha: each.mergeSha ?? each.headSha,
    head: { ref: each.head, sha: each.headSha, repo },
    base: { ref: each.base, sha: each.openedOn, repo },
  };
}
