import { createHash } from 'node:crypto';
import type { KubernetesObject } from '../../../kubernetes-client/KubernetesObject';
import { webhookRules } from '../policy/autogen';
import type { IndexedPolicy } from '../policy/PolicyIndex';
import type { PolicySpec } from '../policy/ValidatingPolicy';

/** Where Kyverno never looks, as its chart has it. */
const exempt = {
  key: 'kubernetes.io/metadata.name',
  operator: 'NotIn',
  values: ['kube-system', 'kyverno', 'argocd'],
};
const labels = { 'webhook.kyverno.io/managed-by': 'kyverno' };

const usual = {
  sideEffects: 'NoneOnDryRun',
  timeoutSeconds: 10,
  admissionReviewVersions: ['v1'],
};

type Server = { url: string; caBundle: string };

/** What Kyverno registers for the policies that there are: one webhook for those with the same selectors. */
export function resourceWebhooks(
  policies: readonly IndexedPolicy[],
  clusterPolicies: readonly KubernetesObject[],
  server: Server,
) {
  const usable = policies.filter(
    ({ compilation }) =>
      compilation.result === 'compiled' && compilation.policy.atAdmission,
  );
  const groups = new Map<string, IndexedPolicy[]>();
  for (const policy of usable) {
    const key = selectorsOf(policy);
    groups.set(key, [...(groups.get(key) ?? []), policy]);
  }
  const sorted = [...groups].sort(([, [a]], [, [b]]) =>
    a.object.metadata.name < b.object.metadata.name ? -1 : 1,
  );
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'kyverno-resource-validating-webhook-cfg', labels },
    webhooks: [
      ...sorted.map(([key, members]) =>
        policyWebhook(members, server, {
          suffix: groups.size > 1 ? `-${hashOf(key)}` : '',
        }),
      ),
      ...(clusterPolicies.length > 0 ? [legacyWebhook(server)] : []),
    ],
  };
}

function policyWebhook(
  policies: IndexedPolicy[],
  server: Server,
  { suffix }: { suffix: string },
) {
  const names = policies.map(({ object }) => object.metadata.name).sort();
  const { matchConstraints } = policies[0].object.spec as PolicySpec;
  const { namespaceSelector, objectSelector } = matchConstraints ?? {};
  const rules = policies.flatMap(({ object }) => webhookRules(object));
  const distinct = [
    ...new Map(rules.map(rule => [JSON.stringify(rule), rule])).values(),
  ];
  return {
    name: `vpol.validate.kyverno.svc-fail${suffix}`,
    clientConfig: {
      url: `${server.url}/vpol/${names.map(encodeURIComponent).join('/')}`,
      caBundle: server.caBundle,
    },
    rules: distinct.map(rule => ({ ...rule, scope: '*' })),
    failurePolicy: 'Fail',
    matchPolicy: 'Equivalent',
    namespaceSelector: {
      ...namespaceSelector,
      matchExpressions: [
        ...(namespaceSelector?.matchExpressions ?? []),
        exempt,
      ],
    },
    objectSelector: objectSelector ?? {},
    ...usual,
  };
}

function legacyWebhook(server: Server) {
  const rule = (apiGroup: string, resources: string[]) => ({
    apiGroups: [apiGroup],
    apiVersions: ['v1'],
    operations: ['CREATE', 'UPDATE'],
    resources,
    scope: '*',
  });
  return {
    name: 'validate.kyverno.svc-fail',
    clientConfig: {
      url: `${server.url}/validate/fail`,
      caBundle: server.caBundle,
    },
    rules: [
      rule('', ['pods', 'replicationcontrollers']),
      rule('apps', [
        'daemonsets',
        'deployments',
        'replicasets',
        'statefulsets',
      ]),
      rule('batch', ['cronjobs', 'jobs']),
    ],
    failurePolicy: 'Fail',
    matchPolicy: 'Equivalent',
    namespaceSelector: { matchExpressions: [exempt] },
    objectSelector: {},
    ...usual,
  };
}

/** What Kyverno registers at its start: nobody is to write a policy that can not be evaluated. */
export function policyWebhooks(server: Server) {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'kyverno-policy-validating-webhook-cfg', labels },
    webhooks: [
      {
        name: 'validate-policy.kyverno.svc',
        clientConfig: {
          url: `${server.url}/policyvalidate`,
          caBundle: server.caBundle,
        },
        rules: [
          {
            apiGroups: ['policies.kyverno.io'],
            apiVersions: ['*'],
            operations: ['CREATE', 'UPDATE'],
            resources: ['validatingpolicies', 'namespacedvalidatingpolicies'],
            scope: '*',
          },
          {
            apiGroups: ['kyverno.io'],
            apiVersions: ['*'],
            operations: ['CREATE', 'UPDATE'],
            resources: ['clusterpolicies'],
            scope: '*',
          },
        ],
        failurePolicy: 'Fail',
        matchPolicy: 'Equivalent',
        namespaceSelector: {},
        objectSelector: {},
        ...usual,
      },
    ],
  };
}

function selectorsOf({ object }: IndexedPolicy): string {
  const { matchConstraints } = object.spec as PolicySpec;
  const { namespaceSelector, objectSelector } = matchConstraints ?? {};
  return JSON.stringify([namespaceSelector ?? {}, objectSelector ?? {}]);
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
