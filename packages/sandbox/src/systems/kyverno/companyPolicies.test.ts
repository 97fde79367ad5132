import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import {
  keyOf,
  keyText,
  KubernetesObject,
} from '../../kubernetes-client/KubernetesObject';
import { PolicyIndex } from './policy/PolicyIndex';

/* The policies of `gitops/policies`: each holds what it says, and what gets around it is found. */

const folder = join(__dirname, '../../../../../gitops/policies');
const documents = readdirSync(folder)
  .filter(file => file.endsWith('.yaml'))
  .flatMap(file =>
    parseAllDocuments(readFileSync(join(folder, file), 'utf8')).map(
      document => document.toJS() as KubernetesObject,
    ),
  );
const policies = documents.filter(({ kind }) => kind === 'ValidatingPolicy');

const index = new PolicyIndex(() => new Date());
for (const policy of policies) {
  index.takePolicy({
    key: keyText(keyOf(policy)),
    before: undefined,
    after: policy,
  });
}

const digest = `sha256:${'ab'.repeat(32)}`;
const own = `registry.example.com/meridian/web@${digest}`;
const securityContext = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
};
const resources = {
  requests: { cpu: '50m', memory: '64Mi' },
  limits: { memory: '64Mi' },
};
const container = { name: 'web', image: own, securityContext, resources };
const spec = {
  securityContext: {
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  },
  containers: [container],
};

type PodSpec = Record<string, unknown>;

function failuresOf(podSpec: PodSpec, labels: Record<string, string> = {}) {
  const subject = (object: KubernetesObject, group: string, plural: string) =>
    index
      .evaluate({
        object,
        group,
        version: 'v1',
        resource: plural,
        operation: 'CREATE',
        namespace: {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: 'shop', labels },
        },
      })
      .filter(({ result }) => result !== 'pass')
      .map(({ policy, result }) => `${policy} ${result}`);
  const metadata = { name: 'web', namespace: 'shop' };
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata, spec: podSpec };
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: { template: { spec: podSpec } },
  };
  const found = subject(pod, '', 'pods');
  // What makes such Pods is judged alike.
  expect(subject(deployment, 'apps', 'deployments')).toEqual(found);
  return found;
}

const image = (name: string): PodSpec => ({
  ...spec,
  containers: [{ ...container, image: name }],
});
const init = (more: object): PodSpec => ({
  ...spec,
  initContainers: [{ ...container, name: 'init', ...more }],
});
const secured = (more: object): PodSpec => ({
  ...spec,
  containers: [{ ...container, securityContext: more }],
});

describe('the policies of the GitOps repository', () => {
  it('compile, and come in pairs that differ in nothing but their stage', () => {
    expect(
      index.policies().map(({ compilation }) => compilation.result),
    ).toEqual(policies.map(() => 'compiled'));
    const bodies = (stage: string) =>
      policies
        .filter(({ metadata }) => metadata.name.endsWith(`-${stage}`))
        .map(({ metadata, spec: { validations, variables } }) => ({
          control: metadata.labels?.['policies.portolan.io/control'],
          annotations: metadata.annotations,
          validations,
          variables,
        }));
    expect(bodies('audit')).toHaveLength(4);
    expect(bodies('enforce')).toEqual(bodies('audit'));
  });

  it('accept what the template deploys, with and without the sidecar of the mesh', () => {
    expect(failuresOf(spec)).toEqual([]);
    expect(
      failuresOf(init({ image: 'docker.io/istio/proxyv2:1.30.3' })),
    ).toEqual([]);
  });

  it.each<[string, string, PodSpec]>([
    [
      'disallow-latest-tag',
      'latest',
      image('registry.example.com/meridian/web:latest'),
    ],
    [
      'disallow-latest-tag',
      'no tag behind a port',
      init({ image: 'registry.example.com/meridian/web' }),
    ],
    [
      'disallow-latest-tag',
      'an ephemeral container',
      {
        ...spec,
        ephemeralContainers: [
          { ...container, image: 'registry.example.com/meridian/web:latest' },
        ],
      },
    ],
    ['allowed-registries', 'Docker Hub', image('nginx:1.27')],
    [
      'allowed-registries',
      'another organisation',
      image('registry.example.com/other/web:1'),
    ],
    [
      'allowed-registries',
      'a host that only begins alike',
      image('registry.example.com.evil.example/meridian/web:1'),
    ],
    [
      'allowed-registries',
      'an init container',
      init({ image: 'ghcr.io/meridian/web:1' }),
    ],
    [
      'require-requests-limits',
      'no resources',
      { ...spec, containers: [{ ...container, resources: undefined }] },
    ],
    [
      'require-requests-limits',
      'no limit',
      {
        ...spec,
        containers: [
          { ...container, resources: { requests: resources.requests } },
        ],
      },
    ],
    [
      'require-requests-limits',
      'one of two',
      {
        ...spec,
        containers: [
          container,
          { ...container, name: 'b', resources: { limits: resources.limits } },
        ],
      },
    ],
    [
      'pod-security-restricted',
      'the network of the node',
      { ...spec, hostNetwork: true },
    ],
    ['pod-security-restricted', 'nothing said', secured({})],
    [
      'pod-security-restricted',
      'privileged',
      secured({ ...securityContext, privileged: true }),
    ],
    [
      'pod-security-restricted',
      'a root container in a Pod that is not root',
      secured({ ...securityContext, runAsNonRoot: false }),
    ],
    [
      'pod-security-restricted',
      'an unconfined container',
      secured({ ...securityContext, seccompProfile: { type: 'Unconfined' } }),
    ],
    [
      'pod-security-restricted',
      'an init container that keeps its capabilities',
      init({ securityContext: { allowPrivilegeEscalation: false } }),
    ],
  ])('%s finds %s', (control, _, podSpec) => {
    expect(failuresOf(podSpec)).toEqual([`${control}-audit fail`]);
    expect(
      failuresOf(podSpec, { [`policies.portolan.io/${control}`]: 'enforce' }),
    ).toEqual([`${control}-enforce fail`]);
  });
});
