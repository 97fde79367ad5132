import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import {
  gitOpsServiceRef,
  readGitOpsConfig,
  systemClock,
} from '@portolan/plugin-gitops-node';
import { createAwaitApplicationAction } from './actions/awaitApplication';
import { createAwaitChangeAction } from './actions/awaitChange';
import { createProposeChangeAction } from './actions/proposeChange';
import { createPublishRepositoryAction } from './actions/publishRepository';
import { createRegisterComponentAction } from './actions/registerComponent';
import { ArgoCdInstances } from './clients/argocd/ArgoCdInstances';

/** Adds the actions to the scaffolder. */
export const gitOpsScaffolderModule = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'gitops',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        catalog: catalogServiceRef,
        gitOps: gitOpsServiceRef,
        rootConfig: coreServices.rootConfig,
      },
      async init({ actions, catalog, gitOps, rootConfig }) {
        const config = readGitOpsConfig(rootConfig);
        const clock = systemClock;
        const argoCd = ArgoCdInstances.fromConfig(rootConfig);
        actions.addActions(
          createPublishRepositoryAction({ gitOps }),
          createProposeChangeAction({ gitOps, config }),
          createAwaitChangeAction({ gitOps, config, clock }),
          createRegisterComponentAction({ catalog, clock }),
          createAwaitApplicationAction({ argoCd, clock }),
        );
      },
    });
  },
});
