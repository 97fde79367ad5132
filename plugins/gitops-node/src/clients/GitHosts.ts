import { LoggerService } from '@backstage/backend-plugin-api';
import {
  DefaultGithubCredentialsProvider,
  DefaultGitlabCredentialsProvider,
  getGiteaRequestOptions,
  ScmIntegrationRegistry,
} from '@backstage/integration';
import { Clock } from '../time/Clock';
import {
  HostedRepository,
  RepositoryName,
} from '../repositories/HostedRepository';
import {
  ConfiguredHost,
  parsePullRequestUrl,
  parseRepositoryUrl,
} from '../repositories/parseRepositoryUrl';
import { GiteaRepository } from './gitea/GiteaRepository';
import { GitHubRepository } from './github/GitHubRepository';
import { GitLabRepository } from './gitlab/GitLabRepository';
import { HostHttp } from './http/HostHttp';

interface ConnectedHost extends ConfiguredHost {
  connect(name: RepositoryName): HostedRepository;
}

/** The Git hosts under `integrations:`, each with its credentials. */
export class GitHosts {
  readonly #hosts: readonly ConnectedHost[];

  static fromIntegrations(
    integrations: ScmIntegrationRegistry,
    options: { clock: Clock; logger: LoggerService },
  ): GitHosts {
    return new GitHosts([
      ...githubHosts(integrations, options),
      ...gitlabHosts(integrations, options),
      ...giteaHosts(integrations, options),
    ]);
  }

  private constructor(hosts: readonly ConnectedHost[]) {
    this.#hosts = hosts;
  }

  /** The repository at an address; InputError when no integration covers it. */
  repository(repositoryUrl: string, field?: string): HostedRepository {
    const { host, name } = parseRepositoryUrl(repositoryUrl, {
      hosts: this.#hosts,
      field,
    });
    return host.connect(name);
  }

  /** The pull request at an address, and its repository. */
  pullRequest(pullRequestUrl: string): {
    repository: HostedRepository;
    number: number;
  } {
    const { host, name, number } = parsePullRequestUrl(pullRequestUrl, {
      hosts: this.#hosts,
    });
    return { repository: host.connect(name), number };
  }
}

type Options = { clock: Clock; logger: LoggerService };

function githubHosts(
  integrations: ScmIntegrationRegistry,
  options: Options,
): ConnectedHost[] {
  const credentials =
    DefaultGithubCredentialsProvider.fromIntegrations(integrations);

  return integrations.github.list().map(({ config }) => {
    const { host } = config;
    const apiBaseUrl = config.apiBaseUrl ?? `https://${host}/api/v3`;
    const baseUrl = `${new URL(apiBaseUrl).protocol}//${host}`;
    return {
      kind: 'github',
      host,
      baseUrl,
      connect(name) {
        // A GitHub App's token is the owner's, so the repository's address is asked with.
        const url = `${baseUrl}/${name.owner}/${name.name}`;
        return new GitHubRepository({
          name,
          baseUrl,
          http: new HostHttp({
            ...options,
            system: `GitHub at ${host}`,
            baseUrl: apiBaseUrl,
            headers: async () => ({
              ...(await credentials.getCredentials({ url })).headers,
              Accept: 'application/vnd.github+json',
              'X-GitHub-Api-Version': '2022-11-28',
            }),
          }),
          gitCredentials: async () => ({
            username: 'x-access-token',
            password: (await credentials.getCredentials({ url })).token ?? '',
          }),
        });
      },
    };
  });
}

function gitlabHosts(
  integrations: ScmIntegrationRegistry,
  options: Options,
): ConnectedHost[] {
  const credentials =
    DefaultGitlabCredentialsProvider.fromIntegrations(integrations);

  return integrations.gitlab.list().map(({ config }) => {
    const { host, apiBaseUrl } = config;
    const baseUrl = config.baseUrl.replace(/\/$/, '');
    const ask = () => credentials.getCredentials({ url: baseUrl });
    return {
      kind: 'gitlab',
      host,
      baseUrl,
      connect: name =>
        new GitLabRepository({
          name,
          baseUrl,
          http: new HostHttp({
            ...options,
            system: `GitLab at ${host}`,
            baseUrl: apiBaseUrl,
            headers: async () => ({ ...(await ask()).headers }),
          }),
          gitCredentials: async () => ({
            username: 'oauth2',
            password: (await ask()).token ?? '',
          }),
        }),
    };
  });
}

function giteaHosts(
  integrations: ScmIntegrationRegistry,
  options: Options,
): ConnectedHost[] {
  return integrations.gitea.list().map(({ config }) => {
    const { host, username, password = '' } = config;
    const baseUrl = config.baseUrl ?? `https://${host}`;
    return {
      kind: 'gitea',
      host,
      baseUrl,
      connect: name =>
        new GiteaRepository({
          name,
          baseUrl,
          http: new HostHttp({
            ...options,
            system: `Gitea at ${host}`,
            baseUrl: `${baseUrl}/api/v1`,
            headers: async () => ({
              ...getGiteaRequestOptions(config).headers,
            }),
          }),
          gitCredentials: async () =>
            // A token alone goes where the user's name would be.
            username
              ? { username, password }
              : { username: password, password: 'x-oauth-basic' },
        }),
    };
  });
}
