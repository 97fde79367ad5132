import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

/** What the Gitea module of the catalog reads; it ships no schema of its own. */
export interface Config {
  catalog?: {
    providers?: {
      gitea?: {
        [name: string]: {
          /** Host of an integration under `integrations.gitea`. */
          host: string;
          /** The organisation whose repositories are looked through. */
          organization: string;
          /** The branch that is read; `main` when absent. */
          branch?: string;
          /** Path of the entity file in each repository; `catalog-info.yaml` when absent. */
          catalogPath?: string;
          schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        };
      };
    };
  };
}
