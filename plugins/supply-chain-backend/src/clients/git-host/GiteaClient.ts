import {
  getGiteaRequestOptions,
  GiteaIntegrationConfig,
} from '@backstage/integration';
import { z } from 'zod';
import { CommitFacts, CommitQuestion, GitHostClient } from './GitHostClient';
import { GitHostError } from './GitHostError';
import { requestJson } from './requestJson';
import { firstLine, pathOf } from './repositoryPath';

const repositorySchema = z.object({ default_branch: z.string() });
const branchSchema = z.object({ protected: z.boolean() });
const commitSchema = z.object({
  html_url: z.string().url().optional(),
  commit: z.object({ message: z.string() }),
});
const comparisonSchema = z.object({ total_commits: z.number().int().min(0) });

/** Gitea and Forgejo. */
export class GiteaClient implements GitHostClient {
  readonly #config: GiteaIntegrationConfig;
  readonly #fetch: typeof fetch;
  readonly #now: () => Date;

  constructor(options: {
    config: GiteaIntegrationConfig;
    fetch: typeof fetch;
    now: () => Date;
  }) {
    this.#config = options.config;
    this.#fetch = options.fetch;
    this.#now = options.now;
  }

  async getCommit(question: CommitQuestion): Promise<CommitFacts> {
    const { repository, sha } = question;
    const [owner, name] = pathOf(repository).slice(-2);
    const base = this.#config.baseUrl ?? `https://${this.#config.host}`;
    const { headers } = getGiteaRequestOptions(this.#config);
    const get = <T extends z.ZodTypeAny>(path: string, schema: T) =>
      requestJson(`${base}/api/v1/repos/${owner}/${name}${path}`, {
        headers: headers as Record<string, string>,
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
    const commit = await get(`/git/commits/${sha}`, commitSchema);
    // Counts what the commit has and the branch has not.
    const comparison =
      commit &&
      (await get(
        `/compare/${encodeURIComponent(branch)}...${sha}`,
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
      isOnBranch: comparison.total_commits === 0,
      title: firstLine(commit.commit.message),
      url: commit.html_url ?? `${base}/${owner}/${name}/commit/${sha}`,
    };
  }
}
