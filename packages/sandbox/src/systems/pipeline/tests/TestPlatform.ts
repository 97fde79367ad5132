import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { attachBundle } from '../../../cosign/attachBundle';
import { KeylessSigner } from '../../../cosign/KeylessSigner';
import { sigstoreAddresses } from '../../../cosign/Sigstore';
import { SignedImage, signatureStatement } from '../../../cosign/statements';
import { JsonClient } from '../../../http/JsonClient';
import { StandIn } from '../../../StandIn';
import { startGitHost } from '../../git-host';
import { startRegistry } from '../../registry';
import { SigstoreStandIn, startSigstore } from '../../sigstore';
import { RegistryClient } from '../clients/RegistryClient';
import { startPipeline } from '../index';
import { Run } from '../runs/Run';

const password = 'a password for tests';
const token = 'a'.repeat(40);
const clientSecret = 'a secret of the pipeline';
const webhookSecret = 'a secret for tests';
const organization = 'meridian';
const gitopsRepository = 'platform-gitops';

export type CommitStatus = {
  context: string;
  status: string;
  description: string;
  target_url: string;
};

type Files = Record<string, string>;

const application = `kind: Application
spec:
  source:
    targetRevision: main
    helm:
      valuesObject:
        image:
          repository: ''
          digest: ''
`;

export const workflow = `name: ci
on:
  push:
    branches: [main]
jobs:
  test:
    steps:
      - uses: actions/checkout@v5
      - id: test
        name: Check
        run: npm test
  image:
    needs: test
    steps:
      - id: build-image
        name: Build the image
        run: docker build
      - id: publish-image
        name: Publish the image
        run: docker push
  scan:
    needs: image
    steps:
      - id: sbom
        name: List what is in the image
        uses: anchore/sbom-action@v0
      - id: scan
        name: Scan for known vulnerabilities
        run: |
          trivy image --format cosign-vuln --output scan.json "$IMAGE"
          trivy image --severity CRITICAL --ignore-unfixed --exit-code 1 "$IMAGE"
  sign:
    needs: scan
    steps:
      - id: sign
        name: Sign the image
        run: cosign sign --yes "$IMAGE"
      - id: attest
        name: Attest
        run: cosign attest --yes "$IMAGE"
  docs:
    needs: test
    steps:
      - id: publish-docs
        name: Publish the documentation
        run: mkdocs
  deploy-dev:
    needs: [image, sign]
    steps:
      - id: deploy-dev
        name: Deploy
        run: git push
`;

export const serviceFiles: Files = {
  '.gitea/workflows/ci.yaml': workflow,
  Dockerfile: 'FROM scratch\nUSER 65532\n',
  'catalog-info.yaml':
    'kind: Component\nmetadata:\n  name: quote-api\n  annotations:\n    backstage.io/techdocs-ref: dir:.\n',
  'docs/index.md': '# Quotes\n',
  'src/main.ts': 'run();\n',
  'package-lock.json': lockOf({ fastify: '5.6.0', ws: '8.16.0' }),
};

/** A lockfile with these packages, none of which needs another. */
export function lockOf(packages: Record<string, string>): string {
  return JSON.stringify({
    name: 'quote-api',
    lockfileVersion: 3,
    packages: {
      '': { name: 'quote-api', dependencies: packages },
      ...Object.fromEntries(
        Object.entries(packages).map(([name, version]) => [
          `node_modules/${name}`,
          { version },
        ]),
      ),
    },
  });
}

/** A Git host, a registry and a pipeline that know each other over HTTP only. */
export class TestPlatform {
  readonly #directory = mkdtempSync(join(tmpdir(), 'pipeline-'));
  readonly docsDirectory = join(this.#directory, 'techdocs');
  gitHost!: StandIn;
  registry!: StandIn;
  sigstore!: SigstoreStandIn;
  pipeline!: StandIn;
  #git!: JsonClient;
  #port = 0;

  static async start(
    options: {
      /** Whether the registry has the referrers API. Default true. */
      referrers?: boolean;
    } = {},
  ): Promise<TestPlatform> {
    const platform = new TestPlatform();
    await platform.#start(options.referrers ?? true);
    return platform;
  }

  async #start(referrers: boolean): Promise<void> {
    this.gitHost = await startGitHost({
      directory: join(this.#directory, 'git-host'),
      users: [{ username: 'portolan', password, admin: true }],
      tokens: [{ name: 'test', username: 'portolan', token, scopes: ['all'] }],
      organizations: [{ name: organization }],
    });
    this.#git = new JsonClient({
      url: `${this.gitHost.url}/api/v1`,
      authorization: `token ${token}`,
    });
    this.registry = await startRegistry({
      directory: join(this.#directory, 'registry'),
      users: [{ username: 'ci', password, rights: ['pull', 'push'] }],
      anonymousPull: true,
      referrers,
    });
    this.sigstore = await startSigstore({
      directory: join(this.#directory, 'sigstore'),
      gitServer: this.gitHost.url,
      clientSecret,
      people: [{ email: 'sam.rivera@meridian.example', password }],
    });
    await this.createRepository(gitopsRepository, { 'README.md': '' });
    await this.startPipeline();
    await this.#git.post(`/orgs/${organization}/hooks`, {
      type: 'gitea',
      active: true,
      events: ['push'],
      config: {
        url: `${this.pipeline.url}/webhook`,
        secret: webhookSecret,
        content_type: 'json',
      },
    });
  }

  /** The same pipeline again, on the same port and state. */
  async startPipeline(): Promise<void> {
    this.pipeline = await startPipeline({
      directory: join(this.#directory, 'pipeline'),
      port: this.#port,
      gitHost: { url: this.gitHost.url, token },
      registry: {
        url: this.registry.url,
        username: 'ci',
        password,
        imagePrefix: `${new URL(this.registry.url).host}/${organization}`,
      },
      gitops: {
        owner: organization,
        repository: gitopsRepository,
        branch: 'main',
      },
      sigstore: {
        ...sigstoreAddresses(this.sigstore.url),
        tokenIssuer: { url: `${this.sigstore.url}/oidc/token`, clientSecret },
      },
      webhookSecret,
      docsDirectory: this.docsDirectory,
    });
    this.#port = Number(new URL(this.pipeline.url).port);
  }

  async createRepository(name: string, files: Files): Promise<string> {
    await this.#git.post(`/orgs/${organization}/repos`, { name });
    return this.push(name, files);
  }

  /** Commits new files; returns the commit. */
  async push(repository: string, files: Files): Promise<string> {
    const { commit } = await this.#git.post<{ commit: { sha: string } }>(
      `/repos/${organization}/${repository}/contents`,
      {
        branch: 'main',
        message: `Add ${Object.keys(files)[0]}`,
        files: Object.entries(files).map(([path, content]) => ({
          operation: 'create',
          path,
          content: Buffer.from(content).toString('base64'),
        })),
      },
    );
    return commit.sha;
  }

  /** What a merged pull request of the template would bring. */
  addApplication(service: string): Promise<string> {
    return this.push(gitopsRepository, {
      [`tenants/booking/${service}/applications/dev.yaml`]: application,
    });
  }

  async readApplication(service: string): Promise<string> {
    const { content } = await this.#git.get<{ content: string }>(
      `/repos/${organization}/${gitopsRepository}/contents/tenants/booking/${service}/applications/dev.yaml`,
    );
    return Buffer.from(content, 'base64').toString();
  }

  async gitopsCommits(): Promise<string[]> {
    const commits = await this.#git.get<Array<{ commit: { message: string } }>>(
      `/repos/${organization}/${gitopsRepository}/commits?stat=false`,
    );
    return commits.map(({ commit }) => commit.message.split('\n')[0]);
  }

  /** The latest status of each context, and what they are together. */
  status(
    repository: string,
    commit: string,
  ): Promise<{ state: string; statuses: CommitStatus[] }> {
    return this.#git.get(
      `/repos/${organization}/${repository}/commits/${commit}/status`,
    );
  }

  async runs(repository: string): Promise<Run[]> {
    const url = `${this.pipeline.url}/api/runs?repo=${organization}/${repository}`;
    // Tests stop the pipeline and start it again: no connection outlives its
    // request, which `fetch` and its pool do not guarantee.
    const answer = await new Promise<{ runs: Run[] }>((resolve, reject) => {
      http
        .get(url, { agent: false }, response => {
          json(response).then(body => resolve(body as { runs: Run[] }), reject);
        })
        .on('error', reject);
    });
    return answer.runs;
  }

  /** The registry as somebody who may push sees it. */
  registryClient(signal: AbortSignal): RegistryClient {
    return new RegistryClient({
      url: this.registry.url,
      username: 'ci',
      password,
      signal,
    });
  }

  /** A person's own signature of an image, made by hand. */
  async signAsPerson(email: string, image: SignedImage): Promise<void> {
    const { signal } = new AbortController();
    const statement = signatureStatement(image);
    const signer = new KeylessSigner({
      sigstore: sigstoreAddresses(this.sigstore.url),
      identityProvider: { getToken: () => this.#personToken(email) },
      signal,
    });
    await attachBundle(this.registryClient(signal), {
      name: image.repository.slice(image.repository.indexOf('/') + 1),
      digest: image.digest,
      bundle: await signer.sign(statement),
      predicateType: statement.predicateType,
      createdAt: new Date(),
    });
  }

  async #personToken(email: string): Promise<string> {
    const answer = await fetch(`${this.sigstore.url}/oidc/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${btoa(`${email}:${password}`)}`,
        'content-type': 'application/json',
      },
      body: '{}',
    });
    return (await answer.json()).id_token;
  }

  async runAgain({ id }: Run): Promise<void> {
    await fetch(`${this.pipeline.url}/runs/${id}/again`, {
      method: 'POST',
      redirect: 'manual',
    });
  }

  async close(): Promise<void> {
    await this.pipeline.close();
    await this.sigstore.close();
    await this.registry.close();
    await this.gitHost.close();
    rmSync(this.#directory, { recursive: true });
  }

  /** The run of a commit, once `done` holds for it. */
  async waitForRun(
    repository: string,
    commit: string,
    done: (run: Run) => boolean,
  ): Promise<Run> {
    const end = Date.now() + 20_000;
    for (;;) {
      const runs = await this.runs(repository);
      const run = runs.find(other => other.commit === commit);
      if (run && done(run)) return run;
      if (Date.now() > end) {
        throw new Error(`no such run: ${JSON.stringify(runs, undefined, 1)}`);
      }
      await new Promise(resolve => {
        setTimeout(resolve, 25);
      });
    }
  }
}
