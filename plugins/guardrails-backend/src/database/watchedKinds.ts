import type { WatchedKind } from '@portolan/plugin-cluster-watch-node';

const policiesKyverno = {
  group: 'policies.kyverno.io',
  versions: ['v1', 'v1beta1', 'v1alpha1'],
} as const;

/** Policies that can hold something back. */
export const policyKinds: readonly WatchedKind[] = [
  {
    ...policiesKyverno,
    id: 'validating-policies',
    plural: 'validatingpolicies',
  },
  {
    ...policiesKyverno,
    id: 'namespaced-validating-policies',
    plural: 'namespacedvalidatingpolicies',
  },
  {
    ...policiesKyverno,
    id: 'image-validating-policies',
    plural: 'imagevalidatingpolicies',
  },
  {
    ...policiesKyverno,
    id: 'namespaced-image-validating-policies',
    plural: 'namespacedimagevalidatingpolicies',
  },
  {
    id: 'cluster-policies',
    group: 'kyverno.io',
    versions: ['v1', 'v2beta1'],
    plural: 'clusterpolicies',
  },
  {
    id: 'policies',
    group: 'kyverno.io',
    versions: ['v1', 'v2beta1'],
    plural: 'policies',
  },
  {
    id: 'validating-admission-policies',
    group: 'admissionregistration.k8s.io',
    versions: ['v1', 'v1beta1'],
    plural: 'validatingadmissionpolicies',
  },
];

export const bindingKind: WatchedKind = {
  id: 'validating-admission-policy-bindings',
  group: 'admissionregistration.k8s.io',
  versions: ['v1', 'v1beta1'],
  plural: 'validatingadmissionpolicybindings',
};

export const exceptionKinds: readonly WatchedKind[] = [
  { ...policiesKyverno, id: 'policy-exceptions', plural: 'policyexceptions' },
  {
    id: 'legacy-policy-exceptions',
    group: 'kyverno.io',
    versions: ['v2', 'v2beta1'],
    plural: 'policyexceptions',
  },
];

export const peerAuthenticationKind: WatchedKind = {
  id: 'peer-authentications',
  group: 'security.istio.io',
  versions: ['v1', 'v1beta1'],
  plural: 'peerauthentications',
};

export const namespaceKind: WatchedKind = {
  id: 'namespaces',
  group: '',
  versions: ['v1'],
  plural: 'namespaces',
};

/** Reports of any source: the two groups say the same in the same form. */
export const reportKinds: readonly WatchedKind[] = [
  {
    id: 'policy-reports',
    group: 'wgpolicyk8s.io',
    versions: ['v1alpha2'],
    plural: 'policyreports',
  },
  {
    id: 'cluster-policy-reports',
    group: 'wgpolicyk8s.io',
    versions: ['v1alpha2'],
    plural: 'clusterpolicyreports',
  },
  {
    id: 'reports',
    group: 'openreports.io',
    versions: ['v1alpha1'],
    plural: 'reports',
  },
  {
    id: 'cluster-reports',
    group: 'openreports.io',
    versions: ['v1alpha1'],
    plural: 'clusterreports',
  },
];
