import express from 'express';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Faults } from '../../faults/Faults';
import { faultMiddleware } from '../../faults/faultMiddleware';
import { listen } from '../../http/listen';
import { StandIn } from '../../StandIn';
import { DocumentStore } from '../../state/DocumentStore';
import { Authenticator } from './access/Authenticator';
import { createApi } from './api/createApi';
import { writeFailure, writeStatus } from './api/errors';
import { bootstrap } from './bootstrap';
import { Git } from './git/Git';
import { RepositoryStorage } from './git/RepositoryStorage';
import { GitHostContext } from './GitHostContext';
import { GitHostOptions } from './options';
import { createPages } from './pages/createPages';
import { reconcile } from './reconcile';
import { createSmartHttp } from './smart-http/createSmartHttp';
import { HttpBackend } from './smart-http/HttpBackend';
import { installPushHooks } from './smart-http/pushHooks';
import { GitHostState } from './state/GitHostState';
import { WebhookSender } from './webhooks/WebhookSender';

export interface GitHost extends StandIn {
  /** The address in links, which clients and people should use. */
  readonly publicUrl: string;
}

export async function startGitHost(options: GitHostOptions): Promise<GitHost> {
  const { directory, now = () => new Date() } = options;
  const inside = (name: string) => join(directory, name);
  mkdirSync(inside('repositories'), { recursive: true });
  const store = DocumentStore.open(inside('state.sqlite'));
  const git = new Git({ home: inside('home') });
  const storage = new RepositoryStorage({
    git,
    directory: inside('repositories'),
  });
  const state = new GitHostState(store);
  const webhooks = new WebhookSender();
  const faults = new Faults();
  let publicUrl = options.publicUrl?.replace(/\/$/, '') ?? '';
  const context: GitHostContext = {
    state,
    storage,
    webhooks,
    now,
    publicUrl: () => publicUrl,
  };
  bootstrap(context, options);
  await reconcile(context);

  const authenticator = new Authenticator({ state, now });
  const backend = new HttpBackend({
    git,
    projectRoot: storage.directory,
    hooksPath: installPushHooks(inside('hooks')),
  });
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(
    faultMiddleware(faults, (res, status) => writeStatus(context, res, status)),
  );
  app.use('/api/v1', createApi(context, authenticator));
  app.use(createSmartHttp(context, authenticator, backend));
  app.use(createPages(context, authenticator));
  app.use(writeFailure(context));

  const listener = await listen(app, { port: options.port });
  publicUrl ||= listener.url;
  let closed: Promise<void> | undefined;
  const close = async () => {
    await listener.close();
    await webhooks.close();
    storage.close();
    store.close();
  };
  return {
    name: 'git-host',
    url: listener.url,
    publicUrl,
    faults,
    close: () => (closed ??= close()),
  };
}
