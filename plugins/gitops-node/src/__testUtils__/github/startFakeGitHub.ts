import express, { RequestHandler } from 'express';
import { Forge } from '../forge/Forge';
import { gitHttpBackend } from '../git/gitHttpBackend';
import { GitHostUnderTest } from '../GitHostUnderTest';
import { serve } from '../serve';
import { gitDataRoutes } from './gitDataRoutes';
import { pullRequestRoutes } from './pullRequestRoutes';
import { repositoryRoutes } from './repositoryRoutes';

const TOKEN = 'token-of-the-portal';

/** GitHub turns away a request without a User-Agent, and one with a wrong token. */
const requireHeaders: RequestHandler = (req, res, next) => {
  if (!req.headers['user-agent']) {
    res
      .status(403)
      .type('text')
      .send('Request forbidden by administrative rules.');
  } else if (req.headers.authorization !== `Bearer ${TOKEN}`) {
    res.status(401).json({ message: 'Bad credentials', status: '401' });
  } else {
    next();
  }
};

const requireBasic: RequestHandler = (req, res, next) => {
  const expected = Buffer.from(`x-access-token:${TOKEN}`).toString('base64');
  if (req.headers.authorization === `Basic ${expected}`) {
    next();
  } else {
    res.setHeader('WWW-Authenticate', 'Basic realm="GitHub"');
    res.status(401).end();
  }
};

/** A GitHub Enterprise with one organisation, as far as this package speaks to it; it refuses what GitHub refuses. */
export async function startFakeGitHub(): Promise<GitHostUnderTest> {
  const forge = await Forge.create();
  const app = express();
  const api = express.Router();
  api.use(requireHeaders);
  api.use(express.json());
  api.use(repositoryRoutes(forge));
  api.use(gitDataRoutes(forge));
  api.use(pullRequestRoutes(forge));
  api.use((_req, res) => {
    res.status(404).json({ message: 'Not Found', status: '404' });
  });
  app.use('/api/v3', api);
  app.use(requireBasic, gitHttpBackend(forge.directory));
  const server = await serve(app);

  return {
    url: server.url,
    credentials: { username: 'x-access-token', password: TOKEN },
    integrations: ({ host, url }) => ({
      github: [{ host, apiBaseUrl: `${url}/api/v3`, token: TOKEN }],
    }),
    approve: (fullName, number) => forge.approve(fullName, number),
    close: async () => {
      await server.close();
      await forge.close();
    },
  };
}
