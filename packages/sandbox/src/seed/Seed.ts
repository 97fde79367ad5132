import { join } from 'node:path';
import pLimit from 'p-limit';
import { JsonClient } from '../http/JsonClient';
import {
  Change,
  Environment,
  environments,
  gitopsRepository,
  organization,
  people,
  Service,
  services,
} from './company';
import { Author, developersTeam, GitOrganization } from './GitOrganization';
import { Hub } from './Hub';
import { platformFiles } from './platformFiles';
import { readerRole } from './readerRole';
import { readRelease, Release, withManualSync, writeRelease } from './release';
import type { Files } from './renderTemplate';
import { GitHostClient } from '../systems/pipeline/clients/GitHostClient';
import { RegistryClient } from '../systems/pipeline/clients/RegistryClient';
import type { SigstoreInstance } from '../systems/sigstore';
import { SeedState } from './SeedState';
import { strictMesh } from './strictMesh';
import { Addresses, gitopsFiles, repositoryFiles } from './serviceFiles';
import { TrustCasePublisher } from './trust/TrustCasePublisher';
import { trustCases } from './trustCases';
import { unownedWorkload } from './unownedWorkload';
import { withLabels } from './withLabels';

/** In the seed's folder: what verifies signatures from before keyless ones. */
export const oldKeyFile = 'cosign-2023.pub';

type System = { url: string; publicUrl: string };

export type SeedOptions = {
  directory: string;
  repositoryRoot: string;
  /** `username`: of the platform's own account; `password`: of every person. */
  gitHost: System & { username: string; token: string; password: string };
  /** `host`: as images name it. */
  registry: { url: string; host: string; username: string; password: string };
  sigstore: SigstoreInstance;
  argocd: System & { token: string };
  pipeline: System & { webhookSecret: string };
  /** Every cluster, the one that Argo CD lives in first. */
  clusters: Array<{ url: string; token: string; ca?: string }>;
  /** Only the GitOps repository's frame, no company. */
  empty: boolean;
  onProgress: (text: string) => void;
};

const concurrentRepositories = 4;
const day = 24 * 60 * 60 * 1000;

/**
 * Fills the sandbox with a small company at its first start, through the same
 * APIs that people use: repositories with a history, then deployments by way
 * of the pipeline, the GitOps repository and Argo CD.
 */
export class Seed {
  readonly #options: SeedOptions;
  readonly #state: SeedState;
  readonly #git: GitOrganization;
  readonly #argocd: JsonClient;
  readonly #addresses: Addresses;
  readonly #services: Service[];
  readonly #begun = Date.now();
  readonly #stop = new AbortController();
  readonly #trust: TrustCasePublisher;

  constructor(options: SeedOptions) {
    this.#options = options;
    this.#state = new SeedState(join(options.directory, 'done.json'));
    this.#git = new GitOrganization({ ...options.gitHost, organization });
    this.#argocd = new JsonClient({
      url: options.argocd.url,
      authorization: `Bearer ${options.argocd.token}`,
    });
    this.#addresses = {
      gitUrl: options.gitHost.publicUrl,
      organization,
      registry: options.registry.host,
      argocdUrl: options.argocd.publicUrl,
      pipelineUrl: `${options.pipeline.publicUrl}/?repo={name}`,
    };
    this.#services = options.empty ? [] : services;
    const { signal } = this.#stop;
    this.#trust = new TrustCasePublisher({
      git: this.#git,
      gitHost: new GitHostClient({ ...options.gitHost, signal }),
      gitUrl: options.gitHost.publicUrl,
      gitHostUrl: options.gitHost.url,
      gitToken: options.gitHost.token,
      gitPassword: options.gitHost.password,
      registry: new RegistryClient({ ...options.registry, signal }),
      imagePrefix: `${options.registry.host}/${organization}`,
      sigstore: options.sigstore,
      pipelineUrl: options.pipeline.publicUrl,
      oldKeyFile: join(options.directory, oldKeyFile),
    });
  }

  /** Ends waiting; a later start goes on. */
  stop(): void {
    this.#stop.abort();
  }

  /** Organisation, repositories with their history, and the clusters' first manifests. */
  async createRepositories(): Promise<void> {
    const { onProgress } = this.#options;
    if (!this.#state.has('bootstrap')) {
      onProgress('Filling the sandbox: repositories with a history');
    }
    await this.#state.once('organization', () =>
      this.#git.ensure(
        'Meridian Freight',
        people.map(person => person.username),
      ),
    );
    await this.#state.once('gitops', () => this.#createGitOpsRepository());
    const limit = pLimit(concurrentRepositories);
    await Promise.all(
      this.#services.map(service =>
        limit(() =>
          this.#state.once(`repository ${service.name}`, () =>
            this.#createServiceRepository(service),
          ),
        ),
      ),
    );
    await this.#state.once('protection', () => this.#protectBranches());
    if (!this.#options.empty) await this.#publishTrustCases();
    await this.#state.once('webhooks', () => this.#createWebhooks());
    await this.#state.once('bootstrap', () => this.#bootstrapClusters());
  }

  /** Waits for the pipeline, promotes what the company has released, and waits for Argo CD. */
  async deploy(): Promise<void> {
    const { onProgress } = this.#options;
    if (this.#state.has('settled')) return;
    onProgress('Filling the sandbox: the pipeline builds twelve services');
    for (const service of this.#services) {
      await this.#state.once(`release ${service.name}`, async () => {
        const release = await this.#waitForRelease(service);
        await this.#promote(service, release);
      });
    }
    await this.#publishReleasedTrustCases();
    for (const service of this.#services.filter(each => each.unreleased)) {
      await this.#state.once(`unreleased ${service.name}`, () =>
        this.#pushUnreleased(service),
      );
    }
    onProgress('Filling the sandbox: Argo CD deploys to three environments');
    await this.#state.once('settled', () => this.#waitForArgoCd());
  }

  async #createGitOpsRepository(): Promise<void> {
    await this.#git.recreateRepository(
      gitopsRepository,
      'The desired state of the platform and of everything that runs on it',
    );
    const frame = this.#platformFiles();
    await this.#git.commit({
      repository: gitopsRepository,
      before: {},
      after: frame,
      message: 'Lay out the platform',
      author: authorOf('alex.moreau'),
      date: this.#daysAgo(420),
    });
    let before: Files = frame;
    const oldestFirst = [...this.#services].sort(
      (a, b) => b.createdDaysAgo - a.createdDaysAgo,
    );
    for (const service of oldestFirst) {
      const added = gitopsFiles(this.#templates, service, this.#addresses);
      for (const environment of service.manualSync ?? []) {
        const path = applicationPath(service, environment);
        added[path] = withManualSync(added[path]);
      }
      for (const [environment, labels] of namespaceLabelsOf(service)) {
        const path = namespacePath(service, environment);
        added[path] = withLabels(added[path], labels);
      }
      const after = { ...before, ...added };
      await this.#git.commit({
        repository: gitopsRepository,
        before,
        after,
        message: `Add ${service.name} to dev, staging and prod`,
        author: authorOf(memberOf(service.team)),
        date: this.#daysAgo(service.createdDaysAgo),
      });
      before = after;
    }
    if (this.#options.empty) return;
    await this.#git.commit({
      repository: gitopsRepository,
      before,
      after: { ...before, ...strictMesh },
      message: 'Take nothing but mutual TLS in payment-gateway-prod',
      author: authorOf('alex.moreau'),
      date: this.#daysAgo(30),
    });
  }

  async #createServiceRepository(service: Service): Promise<void> {
    await this.#git.recreateRepository(service.name, service.description);
    let before: Files = {};
    let after = repositoryFiles(this.#templates, service, this.#addresses);
    await this.#git.commit({
      repository: service.name,
      before,
      after,
      message: `Create ${service.name}`,
      author: authorOf(memberOf(service.team)),
      date: this.#daysAgo(service.createdDaysAgo),
    });
    for (const change of service.changes) {
      before = after;
      after = applyChange(before, change);
      await this.#git.commit({
        repository: service.name,
        before,
        after,
        message: change.message,
        author: authorOf(change.author),
        date: this.#daysAgo(change.daysAgo),
      });
    }
  }

  /** Their history is written by now. Services take pushes from the company, the GitOps repository from the platform's own account alone. */
  async #protectBranches(): Promise<void> {
    const usernames = [this.#options.gitHost.username];
    await this.#git.protectMain(gitopsRepository, { usernames, teams: [] });
    for (const { name, unprotected } of this.#services) {
      if (unprotected) continue;
      await this.#git.protectMain(name, { usernames, teams: [developersTeam] });
    }
  }

  /** Before the pipeline signs anything: these say that they were signed earlier. */
  async #publishTrustCases(): Promise<void> {
    for (const [name, publish] of this.#trust.early) {
      await this.#state.once(`trust case ${name}`, publish);
    }
  }

  /** What names an image that the pipeline built. */
  async #publishReleasedTrustCases(): Promise<void> {
    for (const [name, service, publish] of this.#trust.late) {
      const found = this.#services.find(each => each.name === service);
      if (!found) continue;
      await this.#state.once(`trust case ${name}`, async () =>
        publish((await this.#waitForRelease(found)).digest),
      );
    }
  }

  async #createWebhooks(): Promise<void> {
    const { pipeline, argocd } = this.#options;
    await this.#git.ensureWebhook(
      `${pipeline.url}/webhook`,
      pipeline.webhookSecret,
    );
    await this.#git.ensureWebhook(
      `${argocd.url}/api/webhook`,
      pipeline.webhookSecret,
    );
  }

  async #bootstrapClusters(): Promise<void> {
    const clusters = this.#options.clusters.map(cluster => new Hub(cluster));
    for (const cluster of clusters) await cluster.applyOnce(readerRole);
    const frame = this.#platformFiles();
    const byHand = Object.keys(frame)
      .filter(path => /^(projects|bootstrap)\/.*\.yaml$/.test(path))
      // Projects first: an Application needs its own.
      .sort()
      .reverse();
    for (const path of byHand) await clusters[0].applyOnce(frame[path]);
    if (this.#options.empty) return;
    await clusters
      .at(-1)!
      .applyOnce(
        unownedWorkload(`${this.#options.registry.host}/${organization}`),
      );
  }

  #platformFiles(): Files {
    const { repositoryRoot, gitHost, registry } = this.#options;
    return platformFiles(join(repositoryRoot, 'gitops'), {
      gitUrl: gitHost.publicUrl,
      registry: registry.host,
    });
  }

  async #waitForRelease(service: Service): Promise<Release> {
    return this.#wait(`the pipeline of ${service.name}`, async () =>
      readRelease(
        await this.#git.readFile(
          gitopsRepository,
          applicationPath(service, 'dev'),
        ),
      ),
    );
  }

  async #promote(service: Service, release: Release): Promise<void> {
    for (const environment of service.releasedTo) {
      const path = applicationPath(service, environment);
      const manifest = await this.#git.readFile(gitopsRepository, path);
      const deployed = trustCases.find(
        ({ deployedTo }) =>
          deployedTo?.service === service.name &&
          deployedTo.environment === environment,
      );
      const promoted = deployed
        ? await this.#trust.resolve(deployed.name)
        : release;
      await this.#git.commit({
        repository: gitopsRepository,
        before: { [path]: manifest },
        after: { [path]: writeRelease(manifest, promoted) },
        message: `Promote ${service.name} ${promoted.revision.slice(
          0,
          7,
        )} to ${environment}`,
        author: authorOf(memberOf(service.team)),
        date: new Date(),
      });
    }
  }

  async #pushUnreleased(service: Service): Promise<void> {
    const change = service.unreleased!;
    const before: Files = {};
    for (const path of Object.keys(change.edit)) {
      before[path] = await this.#git.readFile(service.name, path);
    }
    await this.#git.commit({
      repository: service.name,
      before,
      after: applyChange(before, change),
      message: change.message,
      author: authorOf(change.author),
      date: new Date(),
    });
  }

  /** Until every Application that syncs by itself is Synced; one is Degraded on purpose. */
  async #waitForArgoCd(): Promise<void> {
    const manual = new Set(
      this.#services.flatMap(service =>
        (service.manualSync ?? []).map(
          environment => `${service.name}-${environment}`,
        ),
      ),
    );
    await this.#wait('Argo CD', async () => {
      const { items } = await this.#argocd.get<{
        items: Array<{
          metadata: { name: string };
          status?: { sync?: { status: string }; health?: { status: string } };
        }> | null;
      }>('/api/v1/applications');
      const expected = this.#services.length * environments.length;
      const settled = (items ?? []).filter(
        ({ metadata, status }) =>
          manual.has(metadata.name) ||
          (status?.sync?.status === 'Synced' &&
            status.health?.status !== 'Progressing'),
      );
      return settled.length >= expected && settled.length === items?.length;
    });
  }

  async #wait<T>(
    what: string,
    attempt: () => Promise<T | undefined | false>,
  ): Promise<T> {
    const end = Date.now() + 180_000;
    let last: unknown;
    while (!this.#stop.signal.aborted) {
      try {
        const answer = await attempt();
        if (answer) return answer;
      } catch (error) {
        last = error;
      }
      if (Date.now() > end) {
        throw new Error(
          `filling the sandbox: ${what} took too long${
            last ? `: ${last}` : ''
          }`,
        );
      }
      await new Promise(resolve => setTimeout(resolve, 250));
    }
    throw new Error('filling the sandbox was stopped');
  }

  get #templates(): string {
    return join(this.#options.repositoryRoot, 'templates');
  }

  #daysAgo(days: number): Date {
    // Never in the future, and within one day in the order of the calls.
    return new Date(this.#begun - days * day);
  }
}

function applicationPath(service: Service, environment: Environment): string {
  return `tenants/${service.team}/${service.name}/applications/${environment}.yaml`;
}

function namespacePath(service: Service, environment: Environment): string {
  return `tenants/${service.team}/${service.name}/namespaces/${environment}.yaml`;
}

function namespaceLabelsOf(service: Service) {
  return Object.entries(service.namespaceLabels ?? {}) as Array<
    [Environment, Record<string, string>]
  >;
}

function applyChange(before: Files, change: Change): Files {
  const after = { ...before };
  for (const [path, edit] of Object.entries(change.edit)) {
    after[path] = edit(before[path]);
  }
  return after;
}

function memberOf(team: string): string {
  return people.find(person => person.team === team)!.username;
}

function authorOf(username: string): Author {
  const person = people.find(each => each.username === username)!;
  return {
    name: person.fullName,
    email: `${username}@meridian.example`,
  };
}
