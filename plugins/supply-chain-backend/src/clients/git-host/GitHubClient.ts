import {
  GithubCredentialsProvider,
  GithubIntegrationConfig,
} from '@backstage/integration';
import { z } from 'zod';
import { CommitFacts, CommitQuestion, GitHostClient } from './GitHostClient';
import { GitHostError } from './GitHostError';
import { requestJson } from './requestJson';
import { firstLine, pathOf } from './repositoryPath';

const repositorySchema = z.object({ default_branch: z.string() });
const branchSchema = z.object({ protected: z.boolean() });
const comparisonSchema = z.object({
  status: z.enum(['ahead', 'behind', 'diverged', 'identical']),
});
const commitSchema = z.object({
  html_url: z.string().url(),
  commit: z.object({ message: z.string() }),
});

/** @see https://docs.github.com/en/rest/commits/commits#compare-two-commits */
export class GitHubClient implements GitHostClient {
  readonly #config: GithubIntegrationConfig;
  readonly #credentials: GithubCredentialsProvider;
  readonly #fetch: typeof fetch;
  readonly #now: () => Date;

  constructor(options: {
    config: GithubIntegrationConfig;
    credentials: GithubCredentialsProvider;
    fetch: typeof fetch;
    now: () => Date;
  }) {
    this.#config = options.config;
    this.#credentials = options.credentials;
    this.#fetch = options.fetch;
    this.#now = options.now;
  }

  async getCommit(question: CommitQuestion): Promise<CommitFacts> {
    const { repository, sha } = question;
    const [owner, name] = pathOf(repository, 2);
    const api = `${this.#config.apiBaseUrl}/repos/${owner}/${name}`;
    const { headers = {} } = await this.#credentials.getCredentials({
      url: repository,
    });
    const get = <T extends z.ZodTypeAny>(path: string, schema: T) =>
      requestJson(`${api}${path}`, {
        headers,
        schema,
        fetch: this.#fetch,
        now: this.#now(),
      });
    const branch =
      question.branch ?? (await get('', repositorySchema))?.default_branch;
    const found =
      branch &&
      (await get(`/branches/${encodeURIComponent(branch)}`, branchSchema));
    if (!branch || !found) {
      throw new GitHostError(
        'COMMIT_NOT_FOUND',
        `${repository}: there is no such repository or branch, or the portal may not see it`,
      );
    }
    const commit = await get(`/commits/${sha}`, commitSchema);
    // Commits of forks are in it too, so that it knows the commit says nothing.
    const comparison =
      commit &&
      (await get(
        `/compare/${encodeURIComponent(branch)}...${sha}?per_page=1`,
        comparisonSchema,
      ));
    if (!commit || !comparison) {
      throw new GitHostError(
        'COMMIT_NOT_FOUND',
        `${repository}: there is no commit ${sha}`,
      );
    }
    return {
      branch,
      isProtected: found.protected,
      isOnBranch: ['behind', 'identical'].includes(comparison.status),
      title: firstLine(commit.commit.message),
      url: commit.html_url,
    };
  }
}
