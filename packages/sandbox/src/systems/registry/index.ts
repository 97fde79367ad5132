import express from 'express';
import { join } from 'node:path';
import { Faults } from '../../faults/Faults';
import { faultMiddleware } from '../../faults/faultMiddleware';
import { listen } from '../../http/listen';
import { StandIn, StandInOptions } from '../../StandIn';
import { DocumentStore } from '../../state/DocumentStore';
import { AccessControl, RegistryUser } from './access/AccessControl';
import { accessMiddleware, tokenRoute } from './access/accessMiddleware';
import { pagesRouter } from './pages/pagesRouter';
import { RegistryContext } from './RegistryContext';
import { writeFault } from './RegistryError';
import { registryErrors, registryRouter } from './routes/registryRouter';
import { Signer } from './Signer';
import { BlobStore } from './storage/BlobStore';
import { Repositories } from './storage/Repositories';

export type { RegistryUser } from './access/AccessControl';

export type RegistryOptions = StandInOptions & {
  /** Where people and clients reach it, e.g. `http://localhost:7011`; by default where it listens. */
  publicUrl?: string;
  /** Without users, everybody may do everything, as with a bare `registry`. */
  users?: readonly RegistryUser[];
  /** Whether one may pull without credentials. */
  anonymousPull?: boolean;
  /** Whether the referrers API of OCI 1.1 is there. */
  referrers?: boolean;
};

export async function startRegistry(
  options: RegistryOptions,
): Promise<StandIn> {
  const { directory, now = () => new Date(), users = [] } = options;
  const faults = new Faults();
  const store = DocumentStore.open(join(directory, 'registry.db'));
  const signer = Signer.fromStore(store);
  const context: RegistryContext = {
    blobs: new BlobStore(directory),
    repositories: new Repositories(store),
    signer,
    now,
    referrers: options.referrers ?? false,
  };
  const access = new AccessControl({
    users,
    anonymousPull: options.anonymousPull ?? false,
    signer,
    now,
  });

  const app = express();
  const listener = await listen(app, { port: options.port });
  const publicUrl = options.publicUrl ?? listener.url;
  const { host } = new URL(publicUrl);

  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('strict routing');
  app.use(faultMiddleware(faults, writeFault));
  app.use('/v2', (_req, res, next) => {
    res.setHeader('Docker-Distribution-Api-Version', 'registry/2.0');
    next();
  });
  app.get('/v2', (_req, res) => {
    res.setHeader('Content-Type', 'text/html; charset=utf-8');
    res.setHeader('Location', '/v2/');
    res.status(301).end('<a href="/v2/">Moved Permanently</a>.\n\n');
  });
  app.use(
    '/v2',
    accessMiddleware({ access, realm: `${publicUrl}/token`, service: host }),
    registryRouter(context),
  );
  app.get('/token', tokenRoute(access));
  app.use(pagesRouter(context, host));
  app.use(registryErrors);

  return {
    name: 'registry',
    url: listener.url,
    faults,
    async close() {
      await listener.close();
      store.close();
    },
  };
}
