import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { gitOpsServiceRef } from './gitOpsServiceRef';
import { GitOpsService } from './service/GitOpsService';

async function startWith(data: JsonObject): Promise<GitOpsService> {
  let service: GitOpsService | undefined;
  const plugin = createBackendPlugin({
    pluginId: 'guardrails',
    register(env) {
      env.registerInit({
        deps: { gitOps: gitOpsServiceRef },
        async init({ gitOps }) {
          service = gitOps;
        },
      });
    },
  });
  await startTestBackend({
    features: [plugin, mockServices.rootConfig.factory({ data })],
  });
  return service!;
}

describe('gitOpsServiceRef', () => {
  it('gives every plugin the service for the hosts under integrations', async () => {
    const service = await startWith({
      integrations: {
        gitea: [{ host: 'git.example.com', password: 'token' }],
      },
    });
    await expect(
      service.getChange({
        pullRequestUrl: 'https://elsewhere.example/a/b/pulls/1',
      }),
    ).rejects.toThrow(
      'no Git host "elsewhere.example" is configured under integrations (configured: github.com, gitlab.com, git.example.com)',
    );
  });

  it('stops the start on a wrong configuration, with its key', async () => {
    await expect(
      startWith({ gitops: { autoMerge: 'always' } }),
    ).rejects.toThrow('gitops.autoMerge: "always" is none of');
  });
});
