import { join } from 'node:path';
import { Faults } from '../../../faults/Faults';
import { DocumentStore } from '../../../state/DocumentStore';
import { ClusterRegistry } from '../clusters/ClusterRegistry';
import { ApplicationComparer } from '../controller/ApplicationComparer';
import { ApplicationController } from '../controller/ApplicationController';
import { ApplicationStore } from '../controller/ApplicationStore';
import { EventRecorder } from '../controller/EventRecorder';
import { GitWatcher } from '../controller/GitWatcher';
import { Repositories } from '../git/Repositories';
import { ArgoCdOptions } from '../options';
import { ManifestRenderer } from '../render/ManifestRenderer';
import { Accounts } from './Accounts';
import { ArgoCdContext } from './ArgoCdContext';
import { KnownRepositories } from './KnownRepositories';

const defaultPollSeconds = 5;

/** Puts the parts together; nothing runs yet. */
export function createContext(
  options: ArgoCdOptions,
  documents: DocumentStore,
): ArgoCdContext {
  const { directory, now = () => new Date() } = options;
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
    directory: join(directory, 'git'),
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
  return {
    publicUrl: options.publicUrl,
    faults: new Faults(),
    accounts,
    store,
    clusters,
    controller,
    repositories,
    knownRepositories,
    renderer,
    watcher: new GitWatcher({
      store,
      repositories,
      controller,
      pollSeconds: options.pollSeconds ?? defaultPollSeconds,
      now,
    }),
    events: new EventRecorder({
      client: clusters.hub.client,
      component: 'argocd-server',
      now,
    }),
    webhookSecret: options.webhookSecret,
    now,
  };
}
