import { TestDatabases } from '@backstage/backend-test-utils';
import type { SourceFreshness } from '@portolan/plugin-guardrails-common';
import {
  startKubernetes,
  type KubernetesStandIn,
} from '@portolan/sandbox/kubernetes';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './__testUtils__/eventually';
import {
  namespaceOf,
  podOf,
  replicaSetOf,
  type Built,
} from './__testUtils__/kubernetesObjects';
import { startPortal } from './__testUtils__/startPortal';

jest.setTimeout(60_000);

const token = 'token-of-the-administrator';

/** The sandbox's Kubernetes API, without Kyverno and Istio. */
describe('a cluster that is watched', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let kubernetes: KubernetesStandIn;
  let directory: string;

  const apply = async (group: string, plural: string, object: Built) => {
    const { uid, ownerReferences, ...metadata } = object.metadata as {
      uid: string;
      name: string;
      ownerReferences?: object[];
    };
    const path = `${group}/${plural}/${metadata.name}?fieldManager=test&force=true`;
    const owners = ownerReferences?.map(owner => ({
      apiVersion: 'apps/v1',
      uid: 'uid-of-the-owner',
      ...owner,
    }));
    const answer = await fetch(`${kubernetes.url}${path}`, {
      method: 'PATCH',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/apply-patch+yaml',
      },
      body: JSON.stringify({
        ...specOf(object),
        metadata: {
          ...metadata,
          ...(owners ? { ownerReferences: owners } : {}),
        },
      }),
    });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  };

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'guardrails-'));
    kubernetes = await startKubernetes({
      directory,
      controllers: false,
      tokens: [{ token, username: 'admin', groups: ['system:masters'] }],
      timing: { secondMs: 10, bookmarkSeconds: 10 },
    });
    await apply('/api/v1', 'namespaces', namespaceOf('shop-dev'));
    const namespaced = 'namespaces/shop-dev';
    // Controllers would make it; without it the API takes no pod.
    await apply('/api/v1', `${namespaced}/serviceaccounts`, {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default', namespace: 'shop-dev', uid: '' },
    });
    await apply('/apis/apps/v1', `${namespaced}/replicasets`, replicaSetOf());
    await apply('/api/v1', `${namespaced}/pods`, podOf());
  });

  afterEach(async () => {
    await kubernetes.close();
    await rm(directory, { recursive: true });
  });

  it('without Kyverno and Istio says so and passes nothing, and is written once', async () => {
    const database = await databases.init('SQLITE_3');
    const options = { kubernetes: { url: kubernetes.url, token } };
    const first = await startPortal(database, options);
    const ready = async ({ get }: typeof first) => {
      const { body } = await get('sources');
      const read = (body.items as SourceFreshness[]).filter(
        one => one.cluster === 'nonprod',
      );
      const states = Object.fromEntries(read.map(one => [one.kind, one.state]));
      expect(states).toMatchObject({
        pods: 'current',
        namespaces: 'current',
        'replica-sets': 'current',
        'policy-reports': 'not installed',
        'validating-policies': 'not installed',
        'peer-authentications': 'not installed',
      });
    };
    await eventually(() => ready(first));
    const matrix = await first.get('matrix?text=shop-dev');
    expect(matrix.body).toMatchObject({
      controls: [],
      items: [{ environment: 'dev', cells: [] }],
    });
    const tables = async () => [
      await database('pods'),
      await database('workloads'),
      await database('namespaces'),
      await database('fact_revisions'),
    ];
    const before = await tables();
    expect(before[1]).toMatchObject([
      { workload_kind: 'Deployment', workload_name: 'shop', pods: 1 },
    ]);
    await first.backend.stop();

    // Everything is read again, and nothing differs.
    const second = await startPortal(database, options);
    const since = new Date().toISOString();
    await eventually(async () => {
      await ready(second);
      const { body } = await second.get('sources');
      const pods = (body.items as SourceFreshness[]).find(
        ({ kind }) => kind === 'pods',
      );
      expect((pods?.asOf ?? '') > since).toBe(true);
    });
    expect(await tables()).toEqual(before);
    await second.backend.stop();
  });
});

/** What an API server takes: a Pod's containers name an image, and status is its own. */
function specOf(object: Built): object {
  const {
    status: _,
    spec,
    ...rest
  } = object as Built & {
    status?: object;
    spec?: { containers?: object[] };
  };
  const template = { containers: [{ name: 'app', image: 'app:1' }] };
  if (object.kind === 'Pod') return { ...rest, spec: template };
  if (object.kind !== 'ReplicaSet')
    return { ...rest, ...(spec ? { spec } : {}) };
  const labels = { app: 'shop' };
  return {
    ...rest,
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: template },
    },
  };
}
