import { GitHost, startGitHost } from '@portolan/sandbox/git-host';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const USERNAME = 'portal';
const PASSWORD = 'password-of-the-portal';

const repositoriesSchema = z.array(z.object({ full_name: z.string() }));
const branchesSchema = z
  .array(z.object({ name: z.string(), commit: z.object({ id: z.string() }) }))
  .nullable();
const pullRequestsSchema = z.array(
  z.object({ number: z.number(), state: z.string(), merged: z.boolean() }),
);
const commitsSchema = z.array(
  z.object({
    commit: z.object({
      message: z.string(),
      author: z.object({ name: z.string(), email: z.string() }),
    }),
  }),
);
const contentsSchema = z.object({ content: z.string() });

/** The sandbox's Git host with the organisation `meridian`, and a person who works on it beside the portal. */
export class GiteaBench {
  readonly gitHost: GitHost;
  readonly #directory: string;

  static async start(): Promise<GiteaBench> {
    const directory = await mkdtemp(join(tmpdir(), 'gitops-actions-'));
    const gitHost = await startGitHost({
      directory,
      users: [{ username: USERNAME, password: PASSWORD }],
      organizations: [{ name: 'meridian', members: [USERNAME] }],
    });
    return new GiteaBench(gitHost, directory);
  }

  private constructor(gitHost: GitHost, directory: string) {
    this.gitHost = gitHost;
    this.#directory = directory;
  }

  /** What `integrations:` holds for it. */
  get integrations() {
    const { url } = this.gitHost;
    const { host } = new URL(url);
    return {
      gitea: [{ host, baseUrl: url, username: USERNAME, password: PASSWORD }],
    };
  }

  urlOf(name: string): string {
    return `${this.gitHost.url}/meridian/${name}`;
  }

  async createRepository(
    name: string,
    files: Record<string, string>,
  ): Promise<void> {
    await this.#ask('POST', '/orgs/meridian/repos', {
      name,
      default_branch: 'main',
      private: true,
    });
    await this.commit(name, { message: 'Start', files });
  }

  /** Somebody commits files that are not there yet. */
  async commit(
    name: string,
    options: {
      message: string;
      branch?: string;
      files: Record<string, string>;
    },
  ): Promise<void> {
    await this.#ask('POST', `/repos/meridian/${name}/contents`, {
      message: options.message,
      branch: options.branch ?? 'main',
      files: Object.entries(options.files).map(([path, content]) => ({
        operation: 'create',
        path,
        content: Buffer.from(content).toString('base64'),
      })),
    });
  }

  /** Somebody changes a file. */
  async change(name: string, path: string, content: string): Promise<void> {
    const url = `/repos/meridian/${name}/contents/${path}`;
    const { sha } = z
      .object({ sha: z.string() })
      .parse(await this.#ask('GET', url));
    await this.#ask('PUT', url, {
      message: `Change ${path}`,
      sha,
      content: Buffer.from(content).toString('base64'),
    });
  }

  async read(name: string, path: string, ref = 'main'): Promise<string> {
    const url = `/repos/meridian/${name}/contents/${path}?ref=${ref}`;
    const { content } = contentsSchema.parse(await this.#ask('GET', url));
    return Buffer.from(content, 'base64').toString();
  }

  /** The newest commit of main. */
  async lastCommit(name: string): Promise<{ message: string; author: string }> {
    const [{ commit }] = commitsSchema.parse(
      await this.#ask('GET', `/repos/meridian/${name}/commits?limit=1`),
    );
    const { name: author, email } = commit.author;
    return { message: commit.message, author: `${author} <${email}>` };
  }

  /** The rule of main; undefined without one. */
  async protection(name: string) {
    return z
      .array(
        z.object({
          rule_name: z.literal('main'),
          enable_push: z.boolean(),
          enable_force_push: z.boolean(),
          required_approvals: z.number(),
        }),
      )
      .parse(
        await this.#ask('GET', `/repos/meridian/${name}/branch_protections`),
      )[0];
  }

  async close(name: string, number: number): Promise<void> {
    await this.#ask('PATCH', `/repos/meridian/${name}/pulls/${number}`, {
      state: 'closed',
    });
  }

  async merge(name: string, number: number): Promise<void> {
    await this.#ask('POST', `/repos/meridian/${name}/pulls/${number}/merge`, {
      Do: 'merge',
    });
  }

  async protect(name: string): Promise<void> {
    await this.#ask('POST', `/repos/meridian/${name}/branch_protections`, {
      rule_name: 'main',
      enable_push: false,
      required_approvals: 1,
    });
  }

  /** Everything on it that an action can change: repositories with their branches' commits and pull requests. */
  async snapshot(): Promise<unknown> {
    const repositories = repositoriesSchema.parse(
      await this.#ask('GET', '/orgs/meridian/repos'),
    );
    return Promise.all(
      repositories.map(async ({ full_name: name }) => ({
        name,
        branches: branchesSchema.parse(
          await this.#ask('GET', `/repos/${name}/branches`),
        ),
        pullRequests: pullRequestsSchema.parse(
          await this.#ask('GET', `/repos/${name}/pulls?state=all`),
        ),
      })),
    );
  }

  async stop(): Promise<void> {
    await this.gitHost.close();
    await rm(this.#directory, { recursive: true, force: true });
  }

  async #ask(method: string, path: string, body?: object): Promise<unknown> {
    const basic = Buffer.from(`${USERNAME}:${PASSWORD}`).toString('base64');
    const response = await fetch(`${this.gitHost.url}/api/v1${path}`, {
      method,
      headers: {
        'Content-Type': 'application/json',
        Authorization: `Basic ${basic}`,
      },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${text}`);
    return text ? JSON.parse(text) : undefined;
  }
}
