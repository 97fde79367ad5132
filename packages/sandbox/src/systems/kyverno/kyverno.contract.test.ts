import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeContracts } from '../../contracts/describeContracts';
import { startKubernetes } from '../kubernetes';
import { ApiClient } from '../kubernetes/testing/ApiClient';
import { startKyverno } from './startKyverno';
import { summarize } from './testing/summarize';

const token = 'token-of-the-administrator';
const blindToken = 'token-of-one-who-may-not-read-pods';

describeContracts({
  system: 'kyverno',
  start: async scenario => {
    const directory = mkdtempSync(join(tmpdir(), 'kyverno-'));
    const kubernetes = await startKubernetes({
      directory,
      tokens: [
        { token, username: 'admin', groups: ['system:masters'] },
        { token: blindToken, username: 'kyverno-reports', groups: [] },
      ],
    });
    const admin = new ApiClient({ url: kubernetes.url, token });
    const mayRead = scenario !== '05-policy-not-ready';
    if (!mayRead) await grantAllButWorkloads(admin);
    const kyverno = await startKyverno({
      cluster: { url: kubernetes.url, token: mayRead ? token : blindToken },
    });
    return {
      bases: { kyverno: kubernetes.url },
      given: { 'token-admin': token },
      before: async ({ index }) => {
        // As the recording's notes say: it was there before any policy.
        if (scenario !== '03-policy-reports' || index !== 2) return;
        await admin.post('/api/v1/namespaces/policed-enforce/pods', {
          metadata: { name: 'old', labels: { app: 'old' } },
          spec: {
            containers: [
              { name: 'c', image: 'registry.example/shop/web:latest' },
            ],
          },
        });
      },
      summarize: (_, answered, recorded) => summarize(answered, recorded),
      close: async () => {
        await kyverno.close();
        await kubernetes.close();
        rmSync(directory, { recursive: true });
      },
    };
  },
  notCovered: {
    '01-validatingpolicy-admission': {
      18: 'quotes the parser of the CEL library for Go',
      19: 'writes no Events',
    },
  },
  minimum: 0.95,
});

/** The recorded reports controller had no rights on what the policy is about. */
async function grantAllButWorkloads(admin: ApiClient): Promise<void> {
  const rbac = '/apis/rbac.authorization.k8s.io/v1';
  const name = 'all-but-workloads';
  const groups = [
    'admissionregistration.k8s.io',
    'apiextensions.k8s.io',
    'kyverno.io',
    'policies.kyverno.io',
    'reports.kyverno.io',
    'wgpolicyk8s.io',
  ];
  await admin.post(`${rbac}/clusterroles`, {
    metadata: { name },
    rules: [
      { apiGroups: groups, resources: ['*'], verbs: ['*'] },
      { apiGroups: [''], resources: ['namespaces'], verbs: ['*'] },
    ],
  });
  await admin.post(`${rbac}/clusterrolebindings`, {
    metadata: { name },
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name,
    },
    subjects: [
      {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'User',
        name: 'kyverno-reports',
      },
    ],
  });
}
