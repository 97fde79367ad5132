import { Config } from '@backstage/config';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { GiteaClient } from './GiteaClient';
import { CommitFacts, CommitQuestion, GitHostClient } from './GitHostClient';
import { GitHostError } from './GitHostError';
import { GitHubClient } from './GitHubClient';
import { GitLabClient } from './GitLabClient';

/**
 * Asks whichever host of `integrations:` a repository is on. A host that is not
 * configured is never asked: its name comes from evidence that anybody may write.
 */
export class IntegrationsGitHostClient implements GitHostClient {
  readonly #integrations: ScmIntegrations;
  readonly #options: { fetch: typeof fetch; now: () => Date };

  private constructor(
    integrations: ScmIntegrations,
    options: { fetch: typeof fetch; now: () => Date },
  ) {
    this.#integrations = integrations;
    this.#options = options;
  }

  static fromConfig(
    config: Config,
    options: { fetch?: typeof fetch; now: () => Date },
  ): IntegrationsGitHostClient {
    return new IntegrationsGitHostClient(ScmIntegrations.fromConfig(config), {
      fetch: options.fetch ?? fetch,
      now: options.now,
    });
  }

  async getCommit(question: CommitQuestion): Promise<CommitFacts> {
    return this.#clientFor(question.repository).getCommit(question);
  }

  #clientFor(repository: string): GitHostClient {
    const { host } = new URL(repository);
    const { github, gitlab, gitea } = this.#integrations;
    const ofGitHub = github.byHost(host);
    if (ofGitHub) {
      return new GitHubClient({
        config: ofGitHub.config,
        credentials: DefaultGithubCredentialsProvider.fromIntegrations(
          this.#integrations,
        ),
        ...this.#options,
      });
    }
    const ofGitLab = gitlab.byHost(host);
    if (ofGitLab) {
      return new GitLabClient({ config: ofGitLab.config, ...this.#options });
    }
    const ofGitea = gitea.byHost(host);
    if (ofGitea) {
      return new GiteaClient({ config: ofGitea.config, ...this.#options });
    }
    throw new GitHostError(
      'GIT_HOST_UNSUPPORTED',
      `${host} is no GitHub, GitLab or Gitea under integrations`,
    );
  }
}
