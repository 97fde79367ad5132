import { KubernetesObject } from '../../../kubernetes-client/KubernetesObject';

/** Where the Applications of a project may come from and go to. */
export type AppProject = KubernetesObject & {
  spec: {
    description?: string;
    sourceRepos?: string[];
    destinations?: Array<{
      server?: string;
      name?: string;
      namespace?: string;
    }>;
    clusterResourceWhitelist?: GroupKindRule[];
    clusterResourceBlacklist?: GroupKindRule[];
    namespaceResourceWhitelist?: GroupKindRule[];
    namespaceResourceBlacklist?: GroupKindRule[];
    roles?: unknown[];
  };
};

export type GroupKindRule = { group: string; kind: string; name?: string };

/** The project that Argo CD makes at its first start. */
export const defaultProject = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AppProject',
  metadata: { name: 'default' },
  spec: {
    sourceRepos: ['*'],
    destinations: [{ server: '*', namespace: '*' }],
    clusterResourceWhitelist: [{ group: '*', kind: '*' }],
  },
  status: {},
};
