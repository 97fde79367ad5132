import { writeFileSync } from 'node:fs';
import { SignedImage } from '../../cosign/statements';
import { GitHostClient } from '../../systems/pipeline/clients/GitHostClient';
import { RegistryClient } from '../../systems/pipeline/clients/RegistryClient';
import { Workspace } from '../../systems/pipeline/stages/Workspace';
import {
  CertificateIdentity,
  createSigningKey,
  personIdentity,
  publicKeyPem,
  SigstoreInstance,
  workloadClaims,
  workloadIdentity,
} from '../../systems/sigstore';
import { emailOf, organization } from '../company';
import { GitOrganization } from '../GitOrganization';
import { TrustCaseName, trustCase } from '../trustCases';
import { CaseImages } from './CaseImages';
import { Evidence, nameOf } from './Evidence';
import { forkRepository } from './forkRepository';
import { statementsOf } from './statementsOf';

export type TrustCasePublisherOptions = {
  git: GitOrganization;
  gitHost: GitHostClient;
  /** The Git host as people see it. */
  gitUrl: string;
  gitHostUrl: string;
  gitToken: string;
  /** The password of every person on the Git host. */
  gitPassword: string;
  registry: RegistryClient;
  /** What image references begin with: `localhost:7011/meridian`. */
  imagePrefix: string;
  sigstore: SigstoreInstance;
  /** The pipeline as people see it. */
  pipelineUrl: string;
  /** Where the public key of the time before keyless signatures is written, as PEM. */
  oldKeyFile: string;
};

/** A commit, and who built it when. */
type Built = {
  owner?: string;
  repository: string;
  commit: string;
  branch?: string;
  at: Date;
};

const day = 24 * 60 * 60 * 1000;

/** Makes the images of `trustCases`, each with the evidence that it has, or lacks. */
export class TrustCasePublisher {
  readonly #options: TrustCasePublisherOptions;
  readonly #images: CaseImages;
  readonly #evidence: Evidence;
  readonly #begun: number;

  constructor(options: TrustCasePublisherOptions) {
    const { registry, sigstore } = options;
    this.#options = options;
    this.#images = new CaseImages(options);
    this.#evidence = new Evidence({ instance: sigstore, registry });
    this.#begun = sigstore.now().getTime();
  }

  /** The cases that need no run of the pipeline, the oldest first, as a log only grows. */
  get early(): ReadonlyArray<[TrustCaseName, () => Promise<void>]> {
    return [
      ['unsigned', () => this.#unsigned()],
      ['old-key', () => this.#oldKey()],
      ['expired-scan', () => this.#expiredScan()],
      ['commit-not-on-main', () => this.#commitNotOnMain()],
      ['provenance-from-fork', () => this.#provenanceFromFork()],
      ['signed-by-other-workflow', () => this.#signedByOtherWorkflow()],
      ['signed-by-person', () => this.#signedByPerson()],
      ['cosign-2', () => this.#cosign2()],
      ['half-copied', () => this.#halfCopied()],
    ];
  }

  /** The cases that name what the pipeline built of a service; they are given its digest. */
  get late(): ReadonlyArray<
    [TrustCaseName, service: string, (digest: string) => Promise<void>]
  > {
    return [
      ['signed', 'quote-api', digest => this.#signed(digest)],
      ['tag-moved', 'position-ingest', digest => this.#tagMoved(digest)],
    ];
  }

  /** What runs where a case is deployed. */
  resolve(name: TrustCaseName): Promise<{ digest: string; revision: string }> {
    return this.#images.resolve(trustCase(name));
  }

  async #signed(digest: string): Promise<void> {
    await this.#images.tag(trustCase('signed'), digest);
  }

  async #tagMoved(digest: string): Promise<void> {
    await this.#images.tag(trustCase('tag-moved'), digest);
    const build = await this.#onMain('position-ingest', 0, 0);
    await this.#push('tag-moved', {
      build,
      note: 'Built by hand while the pipeline was down',
    });
  }

  async #unsigned(): Promise<void> {
    await this.#images.pushFiles(trustCase('unsigned'), {
      files: { 'run.sh': '#!/bin/sh\nexec import-tariffs "$@"' },
      at: this.#daysAgo(610),
    });
  }

  async #oldKey(): Promise<void> {
    const key = createSigningKey();
    writeFileSync(this.#options.oldKeyFile, publicKeyPem(key.publicKey));
    const image = await this.#images.pushFiles(trustCase('old-key'), {
      files: { 'run.sh': '#!/bin/sh\nexec customs-forms --port 8080' },
      at: this.#daysAgo(540),
    });
    await this.#evidence.signWithKey(image, key);
  }

  async #expiredScan(): Promise<void> {
    const build = await this.#onMain('notify-service', 45);
    const image = await this.#push('expired-scan', { build });
    await this.#attachAll(image, build);
  }

  async #commitNotOnMain(): Promise<void> {
    const branch = 'route-model-spike';
    const { git } = this.#options;
    await git.commit({
      repository: 'eta-service',
      newBranch: branch,
      before: {},
      after: {
        'docs/route-model.md':
          '# A route model of our own\n\nA spike: what the model needs, and how far off it is.\n',
      },
      message: 'Try a route model of our own',
      author: { name: 'Jonas Lind', email: emailOf('jonas.lind') },
      date: this.#daysAgo(9),
    });
    const [commit] = await git.listCommits('eta-service', branch);
    const build = {
      repository: 'eta-service',
      commit,
      branch,
      at: this.#daysAgo(9),
    };
    const image = await this.#push('commit-not-on-main', { build });
    await this.#attachAll(image, build);
  }

  async #provenanceFromFork(): Promise<void> {
    const repository = 'booking-api';
    const { git, gitHost, gitHostUrl, gitToken, gitPassword } = this.#options;
    const [head] = await git.listCommits(repository);
    const own = { repository, commit: head, at: this.#daysAgo(6) };
    const username = 'mina.okafor';
    const commit = await forkRepository({
      gitHost,
      gitHostUrl,
      token: gitToken,
      password: gitPassword,
      from: { owner: organization, repository, commit: head },
      person: { username, fullName: 'Mina Okafor', email: emailOf(username) },
      change: {
        path: 'docs/rate-limits.md',
        text: '# Rate limits\n\nA caller may book 20 times a minute.\n',
        message: 'Limit how often a caller may book',
        date: own.at,
      },
    });
    const fork = { owner: username, repository, commit, at: own.at };
    const image = await this.#push('provenance-from-fork', { build: fork });
    await this.#attest(image, fork);
    // What signs its images signed this one, too; that it did not build it, only provenance can tell.
    await this.#evidence.sign(image, {
      identity: this.#workflow(own),
      at: own.at,
    });
  }

  async #signedByOtherWorkflow(): Promise<void> {
    const [commit] = await this.#options.git.listCommits('template-renderer');
    const image = await this.#push('signed-by-other-workflow', {
      build: {
        repository: 'template-renderer',
        commit,
        at: this.#daysAgo(4),
      },
      note: 'Bundled with notify-service',
    });
    await this.#attachAll(image, await this.#onMain('notify-service', 4, 0));
  }

  async #signedByPerson(): Promise<void> {
    const build = await this.#onMain('payment-gateway', 3, 0);
    const image = await this.#push('signed-by-person', {
      build,
      note: 'Hotfix: one bank answers with an empty body',
    });
    const { sigstore } = this.#options;
    await this.#evidence.sign(image, {
      identity: personIdentity(emailOf('tom.becker'), sigstore.tokens.url),
      at: build.at,
    });
  }

  async #cosign2(): Promise<void> {
    const build = await this.#onMain('invoice-api', 2);
    const image = await this.#push('cosign-2', { build });
    const statements = await statementsOf(image, this.#describe(build));
    await this.#evidence.signLegacy(image, statements, {
      identity: this.#workflow(build),
      at: build.at,
    });
  }

  async #halfCopied(): Promise<void> {
    const build = await this.#onMain('tariff-service', 1);
    const image = await this.#push('half-copied', { build });
    const payload = await this.#evidence.signLegacy(image, [], {
      identity: this.#workflow(build),
      at: build.at,
    });
    await this.#options.registry.deleteBlob(nameOf(image), payload);
  }

  /** A commit of a service's main branch: by default the one before the newest, which the pipeline builds. */
  async #onMain(repository: string, daysAgo: number, back = 1): Promise<Built> {
    const commits = await this.#options.git.listCommits(repository);
    return { repository, commit: commits[back], at: this.#daysAgo(daysAgo) };
  }

  #push(
    name: TrustCaseName,
    { build, note }: { build: Built; note?: string },
  ): Promise<SignedImage> {
    return this.#images.pushCommit(trustCase(name), {
      workspace: this.#workspace(build),
      repositoryUrl: this.#repositoryUrl(build),
      note,
    });
  }

  /** All that a pipeline's workflow says of an image that it built. */
  async #attachAll(image: SignedImage, build: Built): Promise<void> {
    await this.#evidence.sign(image, {
      identity: this.#workflow(build),
      at: build.at,
    });
    await this.#attest(image, build);
  }

  async #attest(image: SignedImage, build: Built): Promise<void> {
    const identity = this.#workflow(build);
    for (const statement of await statementsOf(image, this.#describe(build))) {
      await this.#evidence.attach(image, statement, {
        identity,
        at: build.at,
      });
    }
  }

  #workflow(build: Built): CertificateIdentity {
    const { gitUrl, sigstore } = this.#options;
    const { owner = organization, repository, commit, branch } = build;
    return workloadIdentity(
      workloadClaims({
        repository: `${owner}/${repository}`,
        sha: commit,
        ref: `refs/heads/${branch ?? 'main'}`,
        run_id: runIdOf(build),
        run_url: `${this.#runUrl(build)}/attempts/1`,
      }),
      { server: gitUrl, issuer: sigstore.tokens.url },
    );
  }

  #describe(build: Built) {
    return {
      workspace: this.#workspace(build),
      repositoryUrl: this.#repositoryUrl(build),
      branch: build.branch ?? 'main',
      runUrl: this.#runUrl(build),
      at: build.at,
    };
  }

  #workspace({ owner = organization, ...build }: Built): Workspace {
    return new Workspace(this.#options.gitHost, {
      owner,
      branch: 'main',
      ...build,
    });
  }

  #repositoryUrl({ owner = organization, repository }: Built): string {
    return `${this.#options.gitUrl}/${owner}/${repository}`;
  }

  #runUrl(build: Built): string {
    return `${this.#options.pipelineUrl}/runs/${runIdOf(build)}`;
  }

  #daysAgo(days: number): Date {
    return new Date(this.#begun - days * day);
  }
}

function runIdOf({ repository, commit }: Built): string {
  return `${repository}-${commit.slice(0, 12)}`;
}
