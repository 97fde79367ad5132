import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { listen, Listener } from '../../http/listen';
import { StandIn } from '../../StandIn';
import { DocumentStore } from '../../state/DocumentStore';
import { install } from './install/install';
import { ArgoCdOptions } from './options';
import { ArgoCdContext } from './server/ArgoCdContext';
import { createContext } from './server/createContext';
import { createServer } from './server/createServer';

export interface ArgoCd extends StandIn {
  /** Makes an API token for an account, as `argocd account generate-token` does. */
  createToken(account: string): string;
}

/** Starts Argo CD: installs what it needs in the hub cluster, then controls and serves. */
export async function startArgoCd(options: ArgoCdOptions): Promise<ArgoCd> {
  const { directory } = options;
  mkdirSync(directory, { recursive: true });
  const documents = DocumentStore.open(join(directory, 'argocd.sqlite'));
  const context = createContext(options, documents);
  const stop = async () => {
    await context.watcher.stop();
    await context.controller.stop();
    await context.events.flush();
    await context.clusters.stop();
    documents.close();
  };
  const listener = await begin(context, options.port).catch(async error => {
    await stop();
    throw error;
  });
  let closed: Promise<void> | undefined;
  return {
    name: 'argocd',
    url: listener.url,
    faults: context.faults,
    createToken: account => context.accounts.createToken(account, {}),
    close() {
      closed ??= listener.close().then(stop);
      return closed;
    },
  };
}

async function begin(
  context: ArgoCdContext,
  port: number | undefined,
): Promise<Listener> {
  const { clusters, controller, watcher } = context;
  await install(clusters.hub.client);
  await clusters.hub.sync();
  const listener = await listen(createServer(context), { port });
  context.publicUrl ??= listener.url;
  controller.start();
  clusters.start(cache => controller.refreshCluster(cache));
  watcher.start();
  return listener;
}
