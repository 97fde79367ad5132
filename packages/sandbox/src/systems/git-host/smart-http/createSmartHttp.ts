import { NextFunction, Request, Response, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { randomBytes } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { Authenticator } from '../access/Authenticator';
import { GitHostContext } from '../GitHostContext';
import { authorizeGit, GitAccess, GitHttpError } from './access';
import { BackendRequest, HttpBackend } from './HttpBackend';
import { receivePush } from './receivePush';

type Service = 'git-upload-pack' | 'git-receive-pack';

const usualCaching = 'max-age=0, private, must-revalidate, no-transform';
const noCaching = 'no-cache, max-age=0, must-revalidate';

/** What `git clone`, `fetch` and `push` talk to: `/{owner}/{repo}[.git]/…`. */
export function createSmartHttp(
  context: GitHostContext,
  authenticator: Authenticator,
  backend: HttpBackend,
): Router {
  const router = PromiseRouter();
  const repositoryPath = '/:owner/:repo';

  router.get(`${repositoryPath}/info/refs`, async (req, res) => {
    begin(res);
    const service = serviceOf(req.query.service);
    const need = service === 'git-receive-pack' ? 'write' : 'read';
    const access = authorizeGit(context, authenticator, req, need);
    if (req.query.service !== undefined && !service) {
      res.statusCode = 400;
      res.end();
      return;
    }
    const answer = await backend.answerWhole(
      backendRequest(req, access, '/info/refs'),
    );
    const isVersion2 =
      service === 'git-upload-pack' &&
      /version=2/.test(String(req.headers['git-protocol']));
    res.statusCode = answer.status;
    res.setHeader('Cache-Control', noCaching);
    res.setHeader('Content-Type', answer.contentType ?? 'text/plain');
    // git's own program leaves this line out in version 2; Gitea always writes it.
    if (isVersion2) res.write(`001e# service=${service}\n0000`);
    await pipeline(answer.body, res);
  });

  router.post(`${repositoryPath}/git-upload-pack`, async (req, res) => {
    begin(res);
    const access = authorizeGit(context, authenticator, req, 'read');
    const answer = await backend.answer(
      backendRequest(req, access, '/git-upload-pack'),
      req,
    );
    res.statusCode = answer.status;
    res.setHeader('Content-Type', answer.contentType ?? 'text/plain');
    await pipeline(answer.body, res);
  });

  router.post(`${repositoryPath}/git-receive-pack`, async (req, res) => {
    begin(res);
    const access = authorizeGit(context, authenticator, req, 'write');
    const answer = await receivePush(context, backend, {
      req,
      access,
      request: backendRequest(req, access, '/git-receive-pack'),
    });
    res.statusCode = answer.status;
    res.setHeader('Content-Type', answer.contentType ?? 'text/plain');
    res.end(answer.body);
  });

  // The old protocol, which reads the repository's files one by one.
  router.get(
    `${repositoryPath}.git/:file(HEAD|objects/info/[\\w-]+|objects/pack/[\\w.-]+|objects/[0-9a-f]{2}/[0-9a-f]{38})`,
    async (req, res) => {
      begin(res);
      const access = authorizeGit(context, authenticator, req, 'read');
      const answer = await backend.answer(
        backendRequest(req, access, `/${req.params.file}`),
        req,
      );
      res.statusCode = answer.status;
      res.setHeader('Cache-Control', noCaching);
      res.setHeader('Accept-Ranges', 'bytes');
      res.setHeader('Content-Type', answer.contentType ?? 'text/plain');
      res.setHeader(
        'Last-Modified',
        new Date(access.repository.updatedAt).toUTCString(),
      );
      await pipeline(answer.body, res);
    },
  );

  router.use(refuse);
  return router;
}

function serviceOf(text: unknown): Service | undefined {
  return text === 'git-upload-pack' || text === 'git-receive-pack'
    ? text
    : undefined;
}

/** Gitea starts a session for every request outside its API. */
function begin(res: Response): void {
  const session = randomBytes(8).toString('hex');
  res.setHeader(
    'Set-Cookie',
    `i_like_gitea=${session}; Path=/; HttpOnly; SameSite=Lax`,
  );
  res.setHeader('Cache-Control', usualCaching);
}

function refuse(
  error: unknown,
  _req: Request,
  res: Response,
  next: NextFunction,
): void {
  if (!(error instanceof GitHttpError)) {
    next(error);
    return;
  }
  res.statusCode = error.status;
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.setHeader('Content-Type', error.contentType);
  if (error.challenge) {
    res.setHeader('WWW-Authenticate', 'Basic realm="Gitea"');
  }
  res.end(error.message);
}

function backendRequest(
  req: Request,
  { repository, caller }: GitAccess,
  path: string,
): BackendRequest {
  const service = serviceOf(req.query.service);
  return {
    method: req.method,
    path: `/${repository.id}.git${path}`,
    query: service ? `service=${service}` : '',
    user: caller.user?.name,
    contentType: req.headers['content-type'],
    contentLength: req.headers['content-length'],
    contentEncoding: req.headers['content-encoding'],
    protocol: req.headers['git-protocol']?.toString(),
  };
}
