import { createApiRef } from '@backstage/frontend-plugin-api';

/** Which Applications are asked for: by label selector, or one by its name. */
export type ApplicationQuery = { selector: string } | { name: string };

/** A synchronisation that changed something. */
export type Deploy = { at: string; revision?: string };

/** What the pages show of an Argo CD Application. */
export type Application = {
  name: string;
  namespace: string;
  labels: Record<string, string>;
  /** Where it deploys to. */
  cluster?: string;
  targetNamespace?: string;
  syncStatus: string;
  healthStatus: string;
  /** The commit that Argo CD compared the cluster with. */
  revision?: string;
  repositoryUrl?: string;
  /** When the last synchronisation ended that changed something. */
  deployedAt?: string;
  /** Those that Argo CD remembers, the oldest first; absent from an answer that was kept before they were read. */
  deploys?: Deploy[];
  /** Whether it renders anything that runs; absent when Argo CD does not say. */
  hasWorkload?: boolean;
  /** What Argo CD itself says is wrong. */
  message?: string;
  /** Its page in Argo CD's own interface. */
  url?: string;
};

/** Reads Applications through the portal's backend, which asks Argo CD. */
export interface ArgoCdApi {
  /** Names of the configured Argo CD instances. */
  readonly instances: readonly string[];
  /** Fails when the instance does not answer: an empty list is an answer. */
  listApplications(
    instance: string,
    query: ApplicationQuery,
    options?: { signal?: AbortSignal },
  ): Promise<Application[]>;
}

export const argoCdApiRef = createApiRef<ArgoCdApi>().with({
  id: 'plugin.argocd.applications',
});
