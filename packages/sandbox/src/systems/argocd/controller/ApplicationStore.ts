import { createMergePatch } from '../compare/mergePatch';
import { ClusterCache } from '../clusters/ClusterCache';
import { ObjectChange } from '../../../kubernetes-client/Informer';
import { KubernetesError } from '../../../kubernetes-client/KubernetesClient';
import { JsonObject } from '../compare/json';
import {
  Application,
  ApplicationStatus,
  Operation,
  OperationState,
  refreshAnnotation,
  RevisionHistory,
} from '../objects/Application';
import { AppProject } from '../objects/AppProject';

export const argocdGroup = 'argoproj.io';
export const argocdNamespace = 'argocd';

/** An operation was asked for while another one has not ended. */
export class OperationInProgressError extends Error {
  constructor() {
    super('another operation is already in progress');
    this.name = 'OperationInProgressError';
  }
}

/**
 * Applications and projects, which are custom resources of the hub cluster:
 * read from its cache, written through its API. Each answer to a write goes
 * back into the cache at once, so that nobody works on what was overwritten.
 */
export class ApplicationStore {
  readonly #hub: ClusterCache;
  #resourceVersion = '0';

  constructor(hub: ClusterCache) {
    this.#hub = hub;
    this.onChange(({ before, after }) => {
      const version = (after ?? before)?.metadata.resourceVersion ?? '0';
      if (Number(version) > Number(this.#resourceVersion)) {
        this.#resourceVersion = version;
      }
    });
  }

  /** Up to which version of the hub's Applications this has read. */
  get resourceVersion(): string {
    return this.#resourceVersion;
  }

  /** Calls back at every change of an Application; returns the function that ends it. */
  onChange(listener: (change: ObjectChange) => void): () => void {
    const prefix = `${argocdGroup}/Application/${argocdNamespace}/`;
    return this.#hub.onChange(change => {
      if (change.key.startsWith(prefix)) listener(change);
    });
  }

  /** The Application as soon as `condition` holds for it; `undefined` when that takes too long, or it goes. */
  waitFor(
    name: string,
    condition: (application: Application) => boolean,
    timeoutMs: number,
  ): Promise<Application | undefined> {
    return new Promise(resolve => {
      const ends: Array<() => void> = [];
      const finish = (application?: Application) => {
        ends.forEach(end => end());
        resolve(application);
      };
      const timer = setTimeout(finish, timeoutMs);
      ends.push(
        () => clearTimeout(timer),
        this.onChange(({ before, after }) => {
          const object = (after ?? before) as Application;
          if (object.metadata.name !== name) return;
          if (!after) finish();
          else if (condition(object)) finish(object);
        }),
      );
    });
  }

  list(): Application[] {
    return this.#hub
      .list(argocdGroup, 'Application')
      .filter(({ metadata }) => metadata.namespace === argocdNamespace)
      .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
      .map(object => object as Application);
  }

  get(name: string): Application | undefined {
    return this.#hub.get({
      group: argocdGroup,
      kind: 'Application',
      namespace: argocdNamespace,
      name,
    }) as Application | undefined;
  }

  projects(): AppProject[] {
    return this.#hub
      .list(argocdGroup, 'AppProject')
      .filter(({ metadata }) => metadata.namespace === argocdNamespace)
      .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
      .map(object => object as AppProject);
  }

  project(name: string): AppProject | undefined {
    return this.projects().find(({ metadata }) => metadata.name === name);
  }

  /** Reads an Application from the API, for decisions that a stale one would spoil. */
  async fetch(name: string): Promise<Application | undefined> {
    try {
      return (await this.#hub.client.get(applicationPath(name))) as Application;
    } catch (error) {
      if (KubernetesError.isNotFound(error)) return undefined;
      throw error;
    }
  }

  /** Writes what changed of a status. With `refreshed`, a requested refresh is thereby done. */
  async patchStatus(
    before: Application,
    status: ApplicationStatus,
    options: { refreshed: boolean },
  ): Promise<void> {
    const patch: JsonObject =
      createMergePatch({ status: before.status }, { status }) ?? {};
    if (options.refreshed) {
      patch.metadata = { annotations: { [refreshAnnotation]: null } };
    }
    if (Object.keys(patch).length) await this.patch(before, patch);
  }

  /** Replaces the state of the running operation; one that has ended is no longer asked for. */
  async setOperationState(
    application: Application,
    state: OperationState,
  ): Promise<void> {
    const ended = state.phase !== 'Running' && state.phase !== 'Terminating';
    await this.#patchWith(application.metadata.name, 'json-patch+json', [
      { op: 'add', path: '/status/operationState', value: state },
      ...(ended && application.operation
        ? [{ op: 'remove', path: '/operation' }]
        : []),
    ]);
  }

  async setHistory(
    application: Application,
    history: RevisionHistory[],
  ): Promise<void> {
    await this.patch(application, { status: { history } });
  }

  async patch(application: Application, patch: object): Promise<Application> {
    return this.#patchWith(
      application.metadata.name,
      'merge-patch+json',
      patch,
    );
  }

  async create(application: object): Promise<Application> {
    return this.#observed(
      await this.#hub.client.create(applicationPath(), application),
    );
  }

  async update(application: Application): Promise<Application> {
    const path = applicationPath(application.metadata.name);
    return this.#observed(await this.#hub.client.update(path, application));
  }

  async delete(name: string): Promise<void> {
    await this.#hub.client.delete(applicationPath(name));
  }

  /**
   * Asks for an operation.
   *
   * @throws OperationInProgressError
   */
  async setOperation(name: string, operation: Operation): Promise<Application> {
    for (;;) {
      const current = (await this.#hub.client.get(
        applicationPath(name),
      )) as Application;
      if (current.operation) throw new OperationInProgressError();
      const { operationState, ...status } = current.status ?? {};
      try {
        return await this.update({ ...current, operation, status });
      } catch (error) {
        if (!KubernetesError.isConflict(error)) throw error;
      }
    }
  }

  async #patchWith(
    name: string,
    type: 'merge-patch+json' | 'json-patch+json',
    body: object,
  ): Promise<Application> {
    return this.#observed(
      await this.#hub.client.patch(applicationPath(name), { type, body }),
    );
  }

  #observed(object: object): Application {
    const application = object as Application;
    this.#hub.observe(application);
    return application;
  }
}

export function applicationPath(name?: string): string {
  return argocdPath('applications', name);
}

export function projectPath(name?: string): string {
  return argocdPath('appprojects', name);
}

function argocdPath(plural: string, name: string | undefined): string {
  const path = `/apis/argoproj.io/v1alpha1/namespaces/${argocdNamespace}/${plural}`;
  return name === undefined ? path : `${path}/${encodeURIComponent(name)}`;
}
