import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { DocumentStore } from '../../../state/DocumentStore';
import { sortedJson } from '../compare/json';
import { Checkout, Repositories } from '../git/Repositories';
import { ApplicationSource, SourceType } from '../objects/Application';
import { KubernetesObject } from '../../../kubernetes-client/KubernetesObject';
import { ClusterVersions } from './ClusterVersions';
import { detectSourceType } from './detectSourceType';
import { readDirectory } from './readDirectory';
import { renderHelm } from './renderHelm';

export type RenderRequest = {
  application: string;
  namespace: string;
  source: ApplicationSource;
  /** The commit to render. */
  revision: string;
  cluster: ClusterVersions;
};

export type Rendered = {
  sourceType: SourceType;
  manifests: KubernetesObject[];
};

const bucket = 'manifests';
const keptInMemory = 400;
const keptOnDisk = 2000;

/**
 * Makes manifests of sources, two at a time.
 *
 * What was rendered is kept under everything that it depends on (the files,
 * not the commit), so that an Application costs nothing until one of these
 * changes, also after a restart.
 */
export class ManifestRenderer {
  readonly #repositories: Repositories;
  readonly #store: DocumentStore;
  readonly #memory = new Map<string, Promise<Rendered>>();
  readonly #limit = pLimit(2);

  constructor(options: { repositories: Repositories; store: DocumentStore }) {
    this.#repositories = options.repositories;
    this.#store = options.store;
    this.#forgetOldest();
  }

  /** @throws with the message that Argo CD shows for it */
  async render(
    request: RenderRequest,
    options: { noCache?: boolean } = {},
  ): Promise<Rendered> {
    const key = await this.#keyOf(request);
    let rendered = options.noCache ? undefined : this.#memory.get(key);
    if (!rendered) {
      const stored = options.noCache
        ? undefined
        : this.#store.get<Rendered>(bucket, key);
      rendered = stored
        ? Promise.resolve(stored)
        : this.#limit(() => this.#renderNow(request, key));
      this.#memory.set(key, rendered);
      rendered.catch(() => this.#memory.delete(key));
      if (this.#memory.size > keptInMemory) {
        this.#memory.delete(this.#memory.keys().next().value!);
      }
    }
    return rendered;
  }

  async #keyOf(request: RenderRequest): Promise<string> {
    const { source, revision, application, namespace, cluster } = request;
    const path = source.path ?? '.';
    const tree = await this.#repositories.treeId(
      source.repoURL,
      revision,
      path,
    );
    if (!tree) throw new Error(`${path}: app path does not exist`);
    const root = readsOutside(source)
      ? await this.#repositories.treeId(source.repoURL, revision, '.')
      : undefined;
    const { helm, directory, kustomize, plugin } = source;
    const settings = { helm, directory, kustomize, plugin };
    return createHash('sha256')
      .update(
        sortedJson({ tree, root, settings, application, namespace, cluster }),
      )
      .digest('hex');
  }

  async #renderNow(request: RenderRequest, key: string): Promise<Rendered> {
    const { source, revision } = request;
    const checkout = await this.#repositories.checkout(
      source.repoURL,
      revision,
    );
    try {
      const rendered = await renderCheckout(checkout, request);
      this.#store.put(bucket, key, rendered);
      return rendered;
    } finally {
      await checkout.dispose();
    }
  }

  /** The cache on disk may grow while the program runs, but not from start to start. */
  #forgetOldest(): void {
    const stored = this.#store.list(bucket);
    if (stored.length > keptOnDisk) {
      stored.forEach(([key]) => this.#store.delete(bucket, key));
    }
  }
}

async function renderCheckout(
  checkout: Checkout,
  request: RenderRequest,
): Promise<Rendered> {
  const { source, application, namespace, cluster } = request;
  const path = source.path ?? '.';
  const directory = join(checkout.directory, path);
  if (!existsSync(directory)) {
    throw new Error(`${path}: app path does not exist`);
  }
  const sourceType = detectSourceType(source, directory);
  switch (sourceType) {
    case 'Directory':
      return {
        sourceType,
        manifests: await readDirectory({
          directory,
          source: source.directory ?? {},
        }),
      };
    case 'Helm': {
      const scratch = join(checkout.directory, '..', 'helm');
      await mkdir(scratch);
      return {
        sourceType,
        manifests: await renderHelm({
          root: checkout.directory,
          chart: directory,
          scratch,
          source: source.helm ?? {},
          application,
          namespace,
          cluster,
        }),
      };
    }
    default:
      throw new Error(`${sourceType} sources are not supported here`);
  }
}

/** Whether the source reads files of the repository beside its own folder. */
function readsOutside(source: ApplicationSource): boolean {
  const files = [
    ...(source.helm?.valueFiles ?? []),
    ...(source.helm?.fileParameters ?? []).map(({ path }) => path),
  ];
  return files.some(file => file.startsWith('/') || file.includes('..'));
}
