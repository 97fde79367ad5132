import {
  getGitLabRequestOptions,
  GitLabIntegrationConfig,
} from '@backstage/integration';
import { z } from 'zod';
import { CommitFacts, CommitQuestion, GitHostClient } from './GitHostClient';
import { GitHostError } from './GitHostError';
import { requestJson } from './requestJson';
import { firstLine, pathOf } from './repositoryPath';

const projectSchema = z.object({ default_branch: z.string() });
const branchSchema = z.object({ protected: z.boolean() });
const commitSchema = z.object({
  id: z.string(),
  title: z.string(),
  web_url: z.string().url(),
});
const mergeBaseSchema = z.object({ id: z.string() });

/** @see https://docs.gitlab.com/api/repositories/#merge-base */
export class GitLabClient implements GitHostClient {
  readonly #config: GitLabIntegrationConfig;
  readonly #fetch: typeof fetch;
  readonly #now: () => Date;

  constructor(options: {
    config: GitLabIntegrationConfig;
    fetch: typeof fetch;
    now: () => Date;
  }) {
    this.#config = options.config;
    this.#fetch = options.fetch;
    this.#now = options.now;
  }

  async getCommit(question: CommitQuestion): Promise<CommitFacts> {
    const { repository, sha } = question;
    const id = pathOf(repository).join('%2F');
    const { headers } = getGitLabRequestOptions(this.#config);
    const get = <T extends z.ZodTypeAny>(path: string, schema: T) =>
      requestJson(`${this.#config.apiBaseUrl}/projects/${id}${path}`, {
        headers: headers as Record<string, string>,
        schema,
        fetch: this.#fetch,
        now: this.#now(),
      });
    const branch =
      question.branch ?? (await get('', projectSchema))?.default_branch;
    const found =
      branch &&
      (await get(
        `/repository/branches/${encodeURIComponent(branch)}`,
        branchSchema,
      ));
    if (!branch || !found) {
      throw new GitHostError(
        'COMMIT_NOT_FOUND',
        `${repository}: there is no such project or branch, or the portal may not see it`,
      );
    }
    const commit = await get(`/repository/commits/${sha}`, commitSchema);
    if (!commit) {
      throw new GitHostError(
        'COMMIT_NOT_FOUND',
        `${repository}: there is no commit ${sha}`,
      );
    }
    const refs = new URLSearchParams([
      ['refs[]', branch],
      ['refs[]', sha],
    ]);
    // Histories that share nothing have no base, which is answered with 404.
    const base = await get(`/repository/merge_base?${refs}`, mergeBaseSchema);
    return {
      branch,
      isProtected: found.protected,
      isOnBranch: base?.id === commit.id,
      title: firstLine(commit.title),
      url: commit.web_url,
    };
  }
}
