import express, { Request, Response, Router } from 'express';
import { runPage } from '../pages/runPage';
import { runsPage } from '../pages/runsPage';
import { Pipeline } from '../Pipeline';
import { GitopsTarget } from '../stages/Stage';
import { isSigned, parsePush } from './webhook';

export type PipelineRouterOptions = {
  pipeline: Pipeline;
  gitops: GitopsTarget;
  webhookSecret: string;
  /** Where people see the registry's images. */
  registryUrl: string;
};

export function pipelineRouter(options: PipelineRouterOptions): Router {
  const { pipeline, registryUrl } = options;
  const router = Router();
  router.post(
    '/webhook',
    express.raw({ type: () => true, limit: '10mb' }),
    (req, res) => receiveDelivery(req, res, options),
  );
  router.get('/', (req, res) => {
    const filter = readFilter(req);
    const runs = pipeline.runs.list(filter);
    res.type('html').send(runsPage(runs, filter.repository));
  });
  router.get('/runs/:id', (req, res) => {
    const run = pipeline.runs.get(req.params.id);
    if (!run) {
      sendNotFound(res, req.params.id);
    } else if (req.accepts(['html', 'json']) === 'json') {
      res.json(run);
    } else {
      res.type('html').send(runPage(run, registryUrl));
    }
  });
  router.post('/runs/:id/again', (req, res) => {
    const run = pipeline.runAgain(req.params.id);
    if (run) res.redirect(303, `/runs/${encodeURIComponent(run.id)}`);
    else sendNotFound(res, req.params.id);
  });
  router.get('/api/runs', (req, res) => {
    res.json({ runs: pipeline.runs.list(readFilter(req)) });
  });
  return router;
}

/** `?repo=` with the owner or without, `?commit=` whole or its beginning. */
function readFilter(req: Request): { repository?: string; commit?: string } {
  const text = (value: unknown) =>
    typeof value === 'string' && value ? value : undefined;
  return {
    repository: text(req.query.repo)?.split('/').at(-1),
    commit: text(req.query.commit),
  };
}

/** Answered when the run is on disk, not when it is done. */
function receiveDelivery(
  req: Request,
  res: Response,
  { pipeline, gitops, webhookSecret }: PipelineRouterOptions,
): void {
  const body: Buffer = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
  if (!isSigned(body, req.header('x-gitea-signature'), webhookSecret)) {
    res.status(401).json({ message: 'the signature does not fit the body' });
    return;
  }
  if (req.header('x-gitea-event') !== 'push') {
    res.status(202).json({ message: 'only pushes are of interest' });
    return;
  }
  const push = parsePush(body);
  if (push === 'malformed') {
    res.status(400).json({ message: 'not the body of a push delivery' });
  } else if (!push) {
    res.status(202).json({ message: 'not a push to the default branch' });
  } else if (
    push.owner === gitops.owner &&
    push.repository === gitops.repository
  ) {
    pipeline.gitopsPushed();
    res.status(202).json({ message: 'waiting runs look again' });
  } else {
    const { id } = pipeline.push(push);
    res.status(202).json({ run: id });
  }
}

function sendNotFound(res: Response, id: string): void {
  res.status(404).json({ message: `there is no run ${id}` });
}
