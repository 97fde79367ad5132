import { createHash } from 'node:crypto';
import { HttpError, JsonClient } from '../http/JsonClient';
import type { Files } from './renderTemplate';

/** Everybody of the company, with write access to all of its repositories. */
export const developersTeam = 'developers';

export type Author = { name: string; email: string };

/** The identity that git calls a blob's content by. */
function blobSha(content: string): string {
  const bytes = Buffer.from(content);
  return createHash('sha1')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex');
}

/** One organisation on the Git host, through Gitea's HTTP API, as any client would use it. */
export class GitOrganization {
  readonly #client: JsonClient;
  readonly #name: string;

  constructor(options: { url: string; token: string; organization: string }) {
    this.#client = new JsonClient({
      url: `${options.url}/api/v1`,
      authorization: `token ${options.token}`,
    });
    this.#name = options.organization;
  }

  /** Makes the organisation and gives these people write access to all of its repositories. */
  async ensure(fullName: string, members: string[]): Promise<void> {
    await this.#client
      .post('/orgs', {
        username: this.#name,
        full_name: fullName,
        visibility: 'public',
      })
      .catch(ignore(422, 409));
    await this.#client
      .post(`/orgs/${this.#name}/teams`, {
        name: developersTeam,
        permission: 'write',
        includes_all_repositories: true,
        units: ['repo.code', 'repo.issues', 'repo.pulls', 'repo.releases'],
      })
      .catch(ignore(422, 409));
    const teams = await this.#client.get<Array<{ id: number; name: string }>>(
      `/orgs/${this.#name}/teams`,
    );
    const developers = teams.find(team => team.name === developersTeam);
    for (const member of members) {
      await this.#client.request(
        'PUT',
        `/teams/${developers?.id}/members/${member}`,
      );
    }
  }

  /** Makes an empty repository; one of that name that a broken start left behind is replaced. */
  async recreateRepository(name: string, description: string): Promise<void> {
    await this.#client
      .request('DELETE', `/repos/${this.#name}/${name}`)
      .catch(ignore(404));
    await this.#client.post(`/orgs/${this.#name}/repos`, {
      name,
      description,
      private: false,
      default_branch: 'main',
    });
  }

  /** Keeps main from being deleted or rewritten; only these may push to it, everybody else opens a pull request. */
  async protectMain(
    name: string,
    mayPush: { usernames: string[]; teams: string[] },
  ): Promise<void> {
    await this.#client
      .post(`/repos/${this.#name}/${name}/branch_protections`, {
        rule_name: 'main',
        enable_push: true,
        enable_push_whitelist: true,
        push_whitelist_usernames: mayPush.usernames,
        push_whitelist_teams: mayPush.teams,
      })
      // A rule that is there already, e.g. from a start that broke off.
      .catch(ignore(403));
  }

  /** Commits what makes `before` into `after`; nothing when they are the same. */
  async commit(options: {
    repository: string;
    /** A branch that this commit begins, from main; main itself without it. */
    newBranch?: string;
    before: Files;
    after: Files;
    message: string;
    author: Author;
    date: Date;
  }): Promise<void> {
    const { before, after } = options;
    const files = Object.entries(after)
      .filter(([path, content]) => before[path] !== content)
      .map(([path, content]) => ({
        path,
        operation: before[path] === undefined ? 'create' : 'update',
        content: Buffer.from(content).toString('base64'),
        ...(before[path] !== undefined && { sha: blobSha(before[path]) }),
      }));
    if (files.length === 0) return;
    const date = options.date.toISOString();
    await this.#client.post(
      `/repos/${this.#name}/${options.repository}/contents`,
      {
        branch: 'main',
        new_branch: options.newBranch,
        message: options.message,
        author: options.author,
        committer: options.author,
        dates: { author: date, committer: date },
        files,
      },
    );
  }

  async readFile(repository: string, path: string): Promise<string> {
    const { content } = await this.#client.get<{ content: string }>(
      `/repos/${this.#name}/${repository}/contents/${path}?ref=main`,
    );
    return Buffer.from(content, 'base64').toString('utf8');
  }

  /** The commits of a branch, the newest first; none of an empty repository. */
  async listCommits(repository: string, branch = 'main'): Promise<string[]> {
    const commits = await this.#client
      .get<Array<{ sha: string }>>(
        `/repos/${
          this.#name
        }/${repository}/commits?sha=${branch}&stat=false&files=false&verification=false`,
      )
      .catch(ignore(409));
    return (commits ?? []).map(({ sha }) => sha);
  }

  /** Sends the organisation's pushes to a receiver, once. */
  async ensureWebhook(url: string, secret: string): Promise<void> {
    const hooks = await this.#client.get<Array<{ config: { url: string } }>>(
      `/orgs/${this.#name}/hooks`,
    );
    if (hooks.some(hook => hook.config.url === url)) return;
    await this.#client.post(`/orgs/${this.#name}/hooks`, {
      type: 'gitea',
      active: true,
      events: ['push'],
      config: { url, secret, content_type: 'json' },
    });
  }
}

function ignore(...statuses: number[]) {
  return (error: unknown): undefined => {
    if (error instanceof HttpError && statuses.includes(error.status)) {
      return undefined;
    }
    throw error;
  };
}
