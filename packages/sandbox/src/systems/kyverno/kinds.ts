import type { WatchedKind } from '../../operators/workloadKinds';

const kind = (
  group: string,
  name: string,
  plural: string,
  options: { version?: string; namespaced?: boolean } = {},
): WatchedKind => ({
  group,
  kind: name,
  plural,
  version: options.version ?? 'v1',
  namespaced: options.namespaced ?? false,
});

const policies = 'policies.kyverno.io';

export const validatingPolicy = kind(
  policies,
  'ValidatingPolicy',
  'validatingpolicies',
);
export const namespacedValidatingPolicy = kind(
  policies,
  'NamespacedValidatingPolicy',
  'namespacedvalidatingpolicies',
  { namespaced: true },
);
export const imageValidatingPolicy = kind(
  policies,
  'ImageValidatingPolicy',
  'imagevalidatingpolicies',
);
export const policyException = kind(
  policies,
  'PolicyException',
  'policyexceptions',
  { namespaced: true },
);
export const clusterPolicy = kind(
  'kyverno.io',
  'ClusterPolicy',
  'clusterpolicies',
);
export const policyReport = kind(
  'wgpolicyk8s.io',
  'PolicyReport',
  'policyreports',
  { version: 'v1alpha2', namespaced: true },
);
