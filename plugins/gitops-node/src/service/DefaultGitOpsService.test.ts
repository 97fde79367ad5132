import { ConfigReader } from '@backstage/config';
import { mockServices } from '@backstage/backend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import { GitHosts } from '../clients/GitHosts';
import { ManualClock } from '../__testUtils__/ManualClock';
import { Interceptor } from '../__testUtils__/Interceptor';
import { DefaultGitOpsService } from './DefaultGitOpsService';
import {
  ProposeChangeOptions,
  PublishRepositoryOptions,
} from './GitOpsService';

describe('DefaultGitOpsService', () => {
  let nobody: Interceptor;
  let service: DefaultGitOpsService;
  let repositoryUrl: string;

  beforeEach(async () => {
    nobody = await Interceptor.start('http://127.0.0.1:9');
    repositoryUrl = `${nobody.url}/meridian/platform-gitops`;
    const clock = new ManualClock();
    const logger = mockServices.logger.mock();
    const integrations = {
      gitea: [{ host: nobody.host, baseUrl: nobody.url, password: 'token' }],
    };
    service = new DefaultGitOpsService({
      hosts: GitHosts.fromIntegrations(
        ScmIntegrations.fromConfig(new ConfigReader({ integrations })),
        { clock, logger },
      ),
      author: { name: 'Portolan', email: 'portolan@meridian.example' },
      clock,
      logger,
    });
  });
  afterEach(() => nobody.close());

  const refusal = (field: string) =>
    expect.objectContaining({
      name: 'InputError',
      message: expect.stringContaining(`${field}: `),
    });

  it.each<[string, Partial<ProposeChangeOptions>]>([
    ['repositoryUrl', { repositoryUrl: 'https://elsewhere.example/a/b' }],
    ['branch', { branch: 'a..b' }],
    ['branch', { branch: 'main', base: 'main' }],
    ['base', { base: 'a b' }],
    ['title', { title: ' ' }],
    ['files', { files: [] }],
    ['files[0].path', { files: [{ path: '.git/config', mode: 'delete' }] }],
  ])(
    'refuses a change with a wrong %s before it asks anybody',
    async (field, given) => {
      const options: ProposeChangeOptions = {
        repositoryUrl,
        branch: 'portolan/change',
        title: 'Change',
        files: [{ path: 'a.yaml', mode: 'replace', content: '' }],
        autoMerge: 'never',
        ...given,
      };
      await expect(service.proposeChange(options)).rejects.toThrow(
        refusal(field),
      );
      await expect(service.previewChange(options)).rejects.toThrow(
        refusal(field),
      );
      expect(nobody.requests).toEqual([]);
    },
  );

  it.each<[string, Partial<PublishRepositoryOptions>]>([
    ['repositoryUrl', { repositoryUrl: 'https://elsewhere.example/a/b' }],
    ['defaultBranch', { defaultBranch: '-' }],
    ['files', { files: [] }],
    ['files[0].path', { files: [{ path: '../x', content: Buffer.from('') }] }],
  ])(
    'refuses a repository with a wrong %s before it asks anybody',
    async (field, given) => {
      const options: PublishRepositoryOptions = {
        repositoryUrl,
        visibility: 'private',
        files: [{ path: 'a', content: Buffer.from('') }],
        message: 'Create it',
        identity: { path: 'a', decide: () => ({ result: 'same' }) },
        ...given,
      };
      await expect(service.publishRepository(options)).rejects.toThrow(
        refusal(field),
      );
      expect(nobody.requests).toEqual([]);
    },
  );

  it('refuses the address of what is not a pull request of a configured host', async () => {
    for (const pullRequestUrl of [
      repositoryUrl,
      'https://elsewhere.example/a/b/pulls/1',
    ]) {
      await expect(service.getChange({ pullRequestUrl })).rejects.toThrow(
        refusal('pullRequestUrl'),
      );
    }
    expect(nobody.requests).toEqual([]);
  });
});
