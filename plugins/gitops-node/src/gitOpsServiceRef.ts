import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { GitHosts } from './clients/GitHosts';
import { readGitOpsConfig } from './config';
import { DefaultGitOpsService } from './service/DefaultGitOpsService';
import { GitOpsService } from './service/GitOpsService';
import { systemClock } from './time/systemClock';

/** The service that changes Git repositories, with the hosts and credentials under `integrations:`. */
export const gitOpsServiceRef = createServiceRef<GitOpsService>({
  id: 'portolan.gitops',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
      },
      factory({ config, logger }) {
        const clock = systemClock;
        return new DefaultGitOpsService({
          hosts: GitHosts.fromIntegrations(ScmIntegrations.fromConfig(config), {
            clock,
            logger,
          }),
          author: readGitOpsConfig(config).author,
          clock,
          logger,
        });
      },
    }),
});
