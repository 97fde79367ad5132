import { ConfigReader } from '@backstage/config';
import { mockServices } from '@backstage/backend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import { randomUUID } from 'node:crypto';
import { GitHosts } from '../clients/GitHosts';
import { HostedRepository } from '../repositories/HostedRepository';
import { DefaultGitOpsService } from '../service/DefaultGitOpsService';
import { systemClock } from '../time/systemClock';
import { Person } from './git/Person';
import { GitHostUnderTest } from './GitHostUnderTest';
import { Interceptor } from './Interceptor';
import { ManualClock } from './ManualClock';

/** One repository name on a host, the service that is tested, and what stands beside and between. */
export class Workbench {
  readonly host: GitHostUnderTest;
  readonly interceptor: Interceptor;
  readonly clock: ManualClock;
  readonly hosts: GitHosts;
  readonly service: DefaultGitOpsService;
  /** The same service in another process. */
  readonly replica: DefaultGitOpsService;
  readonly name: string;

  static async create(
    host: GitHostUnderTest,
    name: string,
  ): Promise<Workbench> {
    return new Workbench(host, name, await Interceptor.start(host.url));
  }

  private constructor(
    host: GitHostUnderTest,
    name: string,
    interceptor: Interceptor,
  ) {
    this.host = host;
    // A host that is not of this test run may have it already.
    this.name = `${name}-${randomUUID().slice(0, 8)}`;
    this.clock = new ManualClock(host.takesTime ? systemClock : undefined);
    this.interceptor = interceptor;
    const logger = mockServices.logger.mock();
    const { clock } = this;
    const integrations = host.integrations(interceptor);
    this.hosts = GitHosts.fromIntegrations(
      ScmIntegrations.fromConfig(new ConfigReader({ integrations })),
      { clock, logger },
    );
    const create = () =>
      new DefaultGitOpsService({
        hosts: this.hosts,
        author: { name: 'Portolan', email: 'portolan@meridian.example' },
        clock,
        logger,
      });
    this.service = create();
    this.replica = create();
  }

  get repositoryUrl(): string {
    return `${this.interceptor.url}/meridian/${this.name}`;
  }

  get fullName(): string {
    return `meridian/${this.name}`;
  }

  get repository(): HostedRepository {
    return this.hosts.repository(this.repositoryUrl);
  }

  /** Somebody else, who reaches the host directly. */
  get person(): Person {
    const { username, password } = this.host.credentials;
    const url = new URL(`${this.host.url}/${this.fullName}.git`);
    url.username = encodeURIComponent(username);
    url.password = encodeURIComponent(password);
    return new Person(url.href);
  }

  /** Makes the repository with a first commit, or empty. */
  async seed(files: Record<string, string> = {}): Promise<void> {
    await this.repository.create({
      visibility: 'private',
      defaultBranch: 'main',
    });
    if (Object.keys(files).length) {
      await this.person.commit({ message: 'Start', files });
    }
    this.interceptor.requests.length = 0;
  }

  /** Does something, and tells the requests that it took which may change the host. */
  async writesOf<T>(
    work: () => Promise<T>,
  ): Promise<{ value: T; writes: string[] }> {
    this.interceptor.requests.length = 0;
    const value = await work();
    return { value, writes: [...this.interceptor.writes] };
  }

  async close(): Promise<void> {
    await this.interceptor.close();
  }
}
