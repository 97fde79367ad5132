import express, { RequestHandler } from 'express';
import { Forge } from '../forge/Forge';
import { gitHttpBackend } from '../git/gitHttpBackend';
import { GitHostUnderTest } from '../GitHostUnderTest';
import { serve } from '../serve';
import { fileRoutes } from './fileRoutes';
import { mergeRequestRoutes } from './mergeRequestRoutes';
import { projectRoutes } from './projectRoutes';

const TOKEN = 'glpat-of-the-portal';

const requireToken: RequestHandler = (req, res, next) => {
  if (req.headers.authorization === `Bearer ${TOKEN}`) {
    next();
  } else {
    res.status(401).json({ message: '401 Unauthorized' });
  }
};

const requireBasic: RequestHandler = (req, res, next) => {
  const expected = Buffer.from(`oauth2:${TOKEN}`).toString('base64');
  if (req.headers.authorization === `Basic ${expected}`) {
    next();
  } else {
    res.setHeader('WWW-Authenticate', 'Basic realm="GitLab"');
    res.status(401).end();
  }
};

/** A GitLab with one group, as far as this package speaks to it; it refuses what GitLab refuses. */
export async function startFakeGitLab(): Promise<GitHostUnderTest> {
  const forge = await Forge.create();
  const app = express();
  const api = express.Router();
  api.use(requireToken);
  api.use(express.json());
  api.use(projectRoutes(forge));
  api.use(fileRoutes(forge));
  api.use(mergeRequestRoutes(forge));
  api.use((_req, res) => {
    res.status(404).json({ error: '404 Not Found' });
  });
  app.use('/api/v4', api);
  app.use(requireBasic, gitHttpBackend(forge.directory));
  const server = await serve(app);

  return {
    url: server.url,
    credentials: { username: 'oauth2', password: TOKEN },
    integrations: ({ host, url }) => ({
      gitlab: [
        { host, baseUrl: url, apiBaseUrl: `${url}/api/v4`, token: TOKEN },
      ],
    }),
    approve: (fullName, number) => forge.approve(fullName, number),
    close: async () => {
      await server.close();
      await forge.close();
    },
  };
}
