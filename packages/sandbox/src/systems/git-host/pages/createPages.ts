import express, { NextFunction, Request, Response, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { Authenticator } from '../access/Authenticator';
import { Answer, sendAnswer } from '../api/answers';
import { GitHostContext } from '../GitHostContext';
import { avatar } from './avatar';
import { repositoryPage, sourcePage } from './codePages';
import { archiveFile, commitDiff, pullDiff, rawFile } from './files';
import {
  actionsPage,
  branchesPage,
  commitPage,
  commitsPage,
  comparePage,
} from './historyPages';
import { html } from './html';
import { PageContent, renderPage } from './layout';
import { homePage, ownerPage } from './overviewPages';
import { findRepositoryPage, PageCall, RepositoryPageCall } from './PageCall';
import { PageError, pageNotFound } from './PageError';
import { pullPage, pullsPage } from './pullPages';
import { Sessions } from './Sessions';
import { safeTarget, signInPage } from './signInPage';

type Maker<C, R> = (call: C) => R | Promise<R>;

/** Nothing runs in these pages, and nothing is loaded from elsewhere. */
const contentSecurityPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** What people see who follow a link: HTML without scripts. */
export function createPages(
  context: GitHostContext,
  authenticator: Authenticator,
): Router {
  const router = PromiseRouter();
  const sessions = new Sessions(context.state, authenticator);

  const callOf = (req: Request): PageCall => ({
    context,
    req,
    viewer: sessions.viewerOf(req),
  });

  const sendPage = (
    req: Request,
    res: Response,
    page: PageContent,
    options: { status?: number; viewer?: PageCall['viewer'] } = {},
  ) => {
    const { status = 200, viewer } = options;
    sendAnswer(res, {
      status,
      headers: { 'Content-Security-Policy': contentSecurityPolicy },
      body: renderPage(page, { viewer, path: req.originalUrl }),
      contentType: 'text/html; charset=utf-8',
    });
  };

  const page = (path: string, make: Maker<PageCall, PageContent>) =>
    router.get(path, async (req, res) => {
      const call = callOf(req);
      sendPage(req, res, await make(call), { viewer: call.viewer });
    });

  const repository = (
    path: string,
    make: Maker<RepositoryPageCall, PageContent>,
  ) => page(`/:owner/:repo${path}`, call => make(findRepositoryPage(call)));

  const file = (path: string, make: Maker<RepositoryPageCall, Answer>) =>
    router.get(`/:owner/:repo${path}`, async (req, res) => {
      sendAnswer(res, await make(findRepositoryPage(callOf(req))));
    });

  router.get('/user/login', (req, res) => {
    const target = safeTarget(req.query.redirect_to);
    sendPage(req, res, signInPage({ target, failed: false }));
  });

  router.post(
    '/user/login',
    express.urlencoded({ extended: false }),
    (req, res) => {
      const { user_name: username, password, redirect_to } = req.body;
      const target = safeTarget(redirect_to);
      if (!sessions.signIn(res, String(username), String(password))) {
        const failed = signInPage({ target, failed: true });
        sendPage(req, res, failed, { status: 401 });
        return;
      }
      res.redirect(303, target);
    },
  );

  router.post('/user/logout', (req, res) => {
    sessions.signOut(req, res);
    res.redirect(303, '/');
  });

  router.get('/avatars/:hash', (req, res) => {
    sendAnswer(res, {
      status: 200,
      body: avatar(context.state, req.params.hash),
      contentType: 'image/svg+xml',
    });
  });

  const kinds = ':kind(branch|tag|commit)';
  page('/', homePage);
  page('/:owner', ownerPage);
  repository('', repositoryPage);
  repository(`/src/${kinds}/*`, sourcePage);
  file(`/raw/${kinds}/*`, rawFile);
  file('/archive/*', archiveFile);
  repository(`/commits/${kinds}/*`, commitsPage);
  file('/commit/:sha([0-9a-f]+).:ending(diff|patch)', commitDiff);
  repository('/commit/:sha', commitPage);
  repository('/compare/*', comparePage);
  repository('/branches', branchesPage);
  repository('/actions', actionsPage);
  repository('/pulls', pullsPage);
  file('/pulls/:number(\\d+).:ending(diff|patch)', pullDiff);
  repository('/pulls/:number(\\d+)', pullPage);

  // Where Backstage's "edit" link leads: there is no editor here, the file is the next best.
  router.get('/:owner/:repo/_edit/*', (req, res) => {
    const [, , , , ...rest] = req.path.split('/');
    const { owner, repo } = req.params;
    const home = `/${encodeURIComponent(owner)}/${encodeURIComponent(repo)}`;
    res.redirect(302, `${home}/src/branch/${rest.join('/')}`);
  });

  router.use(() => {
    throw pageNotFound();
  });

  router.use(
    (error: unknown, req: Request, res: Response, next: NextFunction) => {
      if (!(error instanceof PageError)) {
        next(error);
        return;
      }
      const body = html`<h1>${error.status}</h1>
        <p>${error.message}</p>`;
      sendPage(
        req,
        res,
        { title: String(error.status), body },
        { status: error.status },
      );
    },
  );
  return router;
}
