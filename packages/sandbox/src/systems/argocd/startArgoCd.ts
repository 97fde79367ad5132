import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Faults } from '../../faults/Faults';
import { listen } from '../../http/listen';
import { StandIn } from '../../StandIn';
import { DocumentStore } from '../../state/DocumentStore';
import { ClusterRegistry } from './clusters/ClusterRegistry';
import { ApplicationComparer } from './controller/ApplicationComparer';
import { ApplicationController } from './controller/ApplicationController';
import { ApplicationStore } from './controller/ApplicationStore';
import { EventRecorder } from './controller/EventRecorder';
import { GitWatcher } from './controller/GitWatcher';
import { Repositories } from './git/Repositories';
import { install } from './install/install';
import { ArgoCdOptions } from './options';
import { ManifestRenderer } from './render/ManifestRenderer';
import { Accounts } from './server/Accounts';
import { createServer } from './server/createServer';
import { KnownRepositories } from './server/KnownRepositories';

export interface ArgoCd extends StandIn {
  /** Makes an API token for an account, as `argocd account generate-token` does. */
  createToken(account: string): string;
}

const defaultPollSeconds = 5;

/** Starts Argo CD: installs what it needs in the hub cluster, then controls and serves. */
export async function startArgoCd(options: ArgoCdOptions): Promise<ArgoCd> {
  const { directory, now = () => new Date() } = options;
  mkdirSync(directory, { recursive: true });
  const documents = DocumentStore.open(join(directory, 'argocd.sqlite'));
  const accounts = new Accounts({
    accounts: options.accounts,
    store: documents,
    now,
  });
  const knownRepositories = new KnownRepositories({
    store: documents,
    given: options.repositories ?? [],
  });
  const repositories = new Repositories({
    directory,
    credentials: () => knownRepositories.credentials(),
  });
  const renderer = new ManifestRenderer({ repositories, store: documents });
  const clusters = new ClusterRegistry({
    hub: options.hub,
    clusters: options.clusters,
    now,
  });
  const store = new ApplicationStore(clusters.hub);
  const comparer = new ApplicationComparer({ repositories, renderer });
  const controller = new ApplicationController({
    store,
    clusters,
    comparer,
    now,
  });
  const watcher = new GitWatcher({
    store,
    repositories,
    controller,
    pollSeconds: options.pollSeconds ?? defaultPollSeconds,
    now,
  });
  const events = new EventRecorder({
    client: clusters.hub.client,
    component: 'argocd-server',
    now,
  });
  const faults = new Faults();

  await install(clusters.hub.client);
  await clusters.hub.sync();
  let publicUrl = options.publicUrl;
  const listener = await listen(
    createServer({
      publicUrl: () => publicUrl ?? '',
      faults,
      accounts,
      store,
      clusters,
      controller,
      comparer,
      repositories,
      knownRepositories,
      renderer,
      watcher,
      events,
      webhookSecret: options.webhookSecret,
      now,
    }),
    { port: options.port },
  );
  publicUrl ??= listener.url;
  controller.start();
  clusters.start(cache => controller.refreshCluster(cache));
  watcher.start();

  let closed: Promise<void> | undefined;
  return {
    name: 'argocd',
    url: listener.url,
    faults,
    createToken: account => accounts.createToken(account, {}),
    close() {
      closed ??= (async () => {
        await listener.close();
        await watcher.stop();
        await controller.stop();
        await events.flush();
        await clusters.stop();
        documents.close();
      })();
      return closed;
    },
  };
}
