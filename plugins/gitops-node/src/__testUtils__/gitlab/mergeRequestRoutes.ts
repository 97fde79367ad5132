import { Router } from 'express';
import { z } from 'zod';
import { Forge } from '../forge/Forge';
import { ForgePullRequest, ForgeRepository } from '../forge/ForgeRepository';
import { readBody, route } from '../route';
import { projectOf } from './projectRoutes';

const openSchema = z
  .object({
    source_branch: z.string(),
    target_branch: z.string(),
    title: z.string().min(1),
    description: z.string(),
    remove_source_branch: z.boolean(),
  })
  .strict();

const editSchema = z
  .object({ state_event: z.enum(['close', 'reopen']), description: z.string() })
  .partial()
  .strict();

const mergeSchema = z
  .object({
    sha: z.string(),
    squash: z.literal(true),
    squash_commit_message: z.string(),
    should_remove_source_branch: z.boolean(),
  })
  .strict();

const STATUSES = {
  checking: 'checking',
  conflict: 'conflict',
  'needs-approval': 'not_approved',
  clean: 'mergeable',
};

const STATES = { open: 'opened', closed: 'closed', merged: 'merged' };

export function mergeRequestRoutes(forge: Forge): Router {
  const router = Router();
  const mergeRequests = '/projects/:project/merge_requests';

  router.get(
    mergeRequests,
    route(async (req, res) => {
      const project = projectOf(forge, req, res);
      if (!project) return;
      const found = await project.listPullRequests({
        head: String(req.query.source_branch),
        base: String(req.query.target_branch),
      });
      res.json(await Promise.all(found.map(each => describe(project, each))));
    }),
  );

  router.post(
    mergeRequests,
    route(async (req, res) => {
      const project = projectOf(forge, req, res);
      const body =
        project && readBody(req, res, { schema: openSchema, status: 400 });
      if (!project || !body) return;
      const outcome = await project.openPullRequest({
        head: body.source_branch,
        base: body.target_branch,
        title: body.title,
        body: body.description,
      });
      if (outcome.opened) {
        res.status(201).json(await describe(project, outcome.opened));
      } else {
        const message = [
          'Another open merge request already exists for this source branch: !1',
        ];
        res.status(409).json({ message });
      }
    }),
  );

  router.get(
    `${mergeRequests}/:iid/diffs`,
    route(async (req, res) => {
      const project = projectOf(forge, req, res);
      const found = await project?.pullRequest(Number(req.params.iid));
      if (!project || !found) return;
      const paths = await project.bare.changedPaths(
        found.baseSha,
        found.headSha,
      );
      const size = Number(req.query.per_page ?? 20);
      const start = (Number(req.query.page ?? 1) - 1) * size;
      res.json(
        paths
          .slice(start, start + size)
          .map(path => ({ old_path: path, new_path: path })),
      );
    }),
  );

  router
    .route(`${mergeRequests}/:iid`)
    .get(
      route(async (req, res) => {
        const project = projectOf(forge, req, res);
        const found = await project?.pullRequest(Number(req.params.iid));
        if (!project || !found) {
          if (project) res.status(404).json({ message: '404 Not found' });
          return;
        }
        res.json(await describe(project, found));
        if (found.pendingChecks > 0) found.pendingChecks -= 1;
      }),
    )
    .put(
      route(async (req, res) => {
        const project = projectOf(forge, req, res);
        const found = await project?.pullRequest(Number(req.params.iid));
        const body = readBody(req, res, { schema: editSchema, status: 400 });
        if (!project || !found || !body) return;
        found.body = body.description ?? found.body;
        if (body.state_event === 'close' && found.state === 'open') {
          found.state = 'closed';
        }
        res.json(await describe(project, found));
      }),
    );

  router.put(
    `${mergeRequests}/:iid/merge`,
    route(async (req, res) => {
      const project = projectOf(forge, req, res);
      const found = await project?.pullRequest(Number(req.params.iid));
      const body = readBody(req, res, { schema: mergeSchema, status: 400 });
      if (!project || !found || !body) return;
      const isMergeable =
        found.state === 'open' && (await project.judge(found)) === 'clean';
      if (body.sha !== found.headSha) {
        const message = `SHA does not match HEAD of source branch: ${found.headSha}`;
        res.status(409).json({ message });
      } else if (!isMergeable) {
        res.status(405).json({ message: '405 Method Not Allowed' });
      } else if (!(await project.squash(found, body.squash_commit_message))) {
        res.status(422).json({ message: 'Branch cannot be merged' });
      } else {
        if (body.should_remove_source_branch) {
          await project.bare.deleteBranch(found.head);
        }
        res.json(await describe(project, found));
      }
    }),
  );

  return router;
}

async function describe(project: ForgeRepository, each: ForgePullRequest) {
  const verdict = each.state === 'open' ? await project.judge(each) : undefined;
  return {
    iid: each.number,
    title: each.title,
    description: each.body || null,
    state: STATES[each.state],
    source_branch: each.head,
    target_branch: each.base,
    source_project_id: project.id,
    target_project_id: project.id,
    sha: each.headSha,
    merge_commit_sha: null,
    squash_commit_sha: each.mergeSha ?? null,
    detailed_merge_status: verdict ? STATUSES[verdict] : 'not_open',
  };
}
