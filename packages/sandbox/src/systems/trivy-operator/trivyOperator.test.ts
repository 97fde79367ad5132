import { listen, Listener } from '../../http/listen';
import { eventually } from '../../testing/eventually';
import { useCluster } from '../kubernetes/testing/useCluster';
import { assembleImage, OciImage } from '../pipeline/image/OciImage';
import { packLayer } from '../pipeline/image/packLayer';
import { startTrivyOperator, TrivyOperatorOptions } from './startTrivyOperator';

const group = '/apis/aquasecurity.github.io/v1alpha1/namespaces/shop';
const secret = ['AKIA', 'QWERTYUIOPASDFGH'].join('');

const lock = JSON.stringify({
  lockfileVersion: 3,
  packages: {
    '': { dependencies: { lodash: '4.17.20' } },
    'node_modules/lodash': { version: '4.17.20', license: 'MIT' },
  },
});

async function buildImage(): Promise<OciImage> {
  const file = (text: string) => ({
    content: Buffer.from(text),
    executable: false,
  });
  const files = new Map([
    ['package-lock.json', file(lock)],
    ['Dockerfile', file('FROM gcr.io/distroless/nodejs24-debian12:nonroot')],
    ['replay.sh', file(`# nightly\nexport AWS_ACCESS_KEY_ID=${secret}\n`)],
  ]);
  const layer = await packLayer(files, { root: 'app', mtime: new Date(0) });
  return assembleImage({
    created: '2026-01-01T00:00:00Z',
    layers: [{ tar: layer, createdBy: 'test' }],
    config: {},
  });
}

/** A registry that has one image, under every name. */
async function serveImage(image: OciImage): Promise<Listener> {
  const blobs = [image.config, ...image.layers];
  return listen((req, res) => {
    const blob = blobs.find(({ digest }) => req.url?.endsWith(digest));
    res.setHeader('docker-content-digest', image.manifest.digest);
    res.end(blob ? blob.bytes : image.manifest.bytes);
  });
}

type Report = {
  metadata: {
    name: string;
    uid: string;
    labels: Record<string, string>;
    annotations: Record<string, string>;
    ownerReferences: object[];
  };
  report: Record<string, any>;
};

describe('the Trivy Operator', () => {
  const cluster = useCluster();
  let image: OciImage;
  let registry: Listener;
  let operator: Awaited<ReturnType<typeof startTrivyOperator>>;
  let now: Date;

  beforeEach(async () => {
    image = await buildImage();
    registry = await serveImage(image);
    now = new Date('2026-11-26T10:00:00Z');
    await cluster.admin.post('/api/v1/namespaces', {
      metadata: { name: 'shop' },
    });
  });
  afterEach(async () => {
    await operator.close();
    await registry.close();
  });

  const start = async (options: Partial<TrivyOperatorOptions> = {}) => {
    operator = await startTrivyOperator({
      cluster: { url: cluster.kubernetes.url, token: 'admin' },
      registries: { 'registry.example': registry.url },
      scanMs: 1,
      now: () => now,
      ...options,
    });
  };

  const deploy = (name: string, options: Record<string, unknown> = {}) =>
    cluster.admin.post('/apis/apps/v1/namespaces/shop/deployments', {
      metadata: { name },
      spec: {
        replicas: 1,
        selector: { matchLabels: { app: name } },
        template: {
          metadata: {
            labels: { app: name, 'backstage.io/kubernetes-id': 'web' },
            ...options,
          },
          spec: {
            containers: [
              {
                name: 'web',
                image: `registry.example/shop/${name}@${image.manifest.digest}`,
              },
            ],
          },
        },
      },
    });

  const list = async (plural: string): Promise<Report[]> => {
    const { body } = await cluster.admin.get(`${group}/${plural}`);
    return (body as { items: Report[] }).items;
  };
  const one = async (
    plural: string,
    isWanted: (report: Report) => boolean = () => true,
  ): Promise<Report> => {
    const items = await eventually(
      () => list(plural),
      found => found.length === 1 && isWanted(found[0]),
    );
    return items[0];
  };

  it('reports on the ReplicaSet of a Deployment, by container', async () => {
    await start();
    await deploy('web');

    const { metadata, report } = await one('vulnerabilityreports');
    const replicaSet = metadata.labels['trivy-operator.resource.name'];
    expect(metadata).toMatchObject({
      name: `replicaset-${replicaSet}-web`,
      labels: {
        'app.kubernetes.io/managed-by': 'trivy-operator',
        'trivy-operator.resource.kind': 'ReplicaSet',
        'trivy-operator.resource.namespace': 'shop',
        'trivy-operator.container.name': 'web',
        'backstage.io/kubernetes-id': 'web',
      },
      annotations: {
        'trivy-operator.aquasecurity.github.io/report-ttl': '24h0m0s',
      },
      ownerReferences: [
        {
          kind: 'ReplicaSet',
          name: replicaSet,
          controller: true,
          blockOwnerDeletion: false,
        },
      ],
    });
    expect(report).toMatchObject({
      updateTimestamp: '2026-11-26T10:00:00Z',
      registry: { server: 'registry.example' },
      artifact: { repository: 'shop/web', digest: image.manifest.digest },
      os: { family: 'debian', name: '12.11' },
    });
    const found = (report.vulnerabilities as Record<string, string>[]).map(
      each => `${each.class} ${each.vulnerabilityID} ${each.severity}`,
    );
    expect(found).toContain('lang-pkgs CVE-2021-23337 HIGH');
    expect(found).toContain('os-pkgs CVE-2025-4802 HIGH');
    expect(report.summary).toEqual({
      criticalCount: 0,
      highCount: found.filter(each => each.endsWith('HIGH')).length,
      mediumCount: found.filter(each => each.endsWith('MEDIUM')).length,
      lowCount: found.filter(each => each.endsWith('LOW')).length,
      unknownCount: 0,
      noneCount: 0,
    });
  });

  it('lists components, and secrets with stars in their place', async () => {
    await start();
    await deploy('web');

    const sbom = await one('sbomreports');
    const names = sbom.report.components.components.map(
      (each: { name: string }) => each.name,
    );
    expect(names).toEqual(
      expect.arrayContaining(['debian', 'libc6', 'lodash']),
    );

    const secrets = await one('exposedsecretreports');
    expect(secrets.report.secrets).toEqual([
      {
        target: '/app/replay.sh',
        ruleID: 'aws-access-key-id',
        title: 'AWS Access Key ID',
        category: 'AWS',
        severity: 'CRITICAL',
        match: `export AWS_ACCESS_KEY_ID=${'*'.repeat(20)}`,
      },
    ]);
    expect(JSON.stringify(secrets)).not.toContain(secret);
  });

  it('writes a report again that somebody deleted, and one whose time is over', async () => {
    await start({ expiryIntervalMs: 20 });
    await deploy('web');
    const first = await one('vulnerabilityreports');

    await cluster.admin.delete(
      `${group}/vulnerabilityreports/${first.metadata.name}`,
    );
    const second = await one(
      'vulnerabilityreports',
      ({ metadata }) => metadata.uid !== first.metadata.uid,
    );

    now = new Date('2026-11-27T10:00:01Z');
    const third = await one(
      'vulnerabilityreports',
      ({ metadata }) => metadata.uid !== second.metadata.uid,
    );
    expect(third.report.updateTimestamp).toBe('2026-11-27T10:00:01Z');
  });

  it('leaves out an image that is too large, and one that it can not pull', async () => {
    await start({ registries: {} });
    await deploy('web');
    await deploy('huge', {
      annotations: { 'sandbox.portolan.io/scan': 'too-large' },
    });

    await eventually(
      () => list('configauditreports'),
      ({ length }) => length === 2,
    );
    expect(await list('vulnerabilityreports')).toEqual([]);
  });

  it('reports on the current ReplicaSet only, and on no Pod of one', async () => {
    await deploy('web');
    await cluster.kubernetes.idle();
    await cluster.admin.patch('/apis/apps/v1/namespaces/shop/deployments/web', {
      spec: { template: { metadata: { annotations: { again: '1' } } } },
    });
    await cluster.kubernetes.idle();
    await start();

    const { metadata } = await one('configauditreports');
    const { body } = await cluster.admin.get(
      '/apis/apps/v1/namespaces/shop/replicasets',
    );
    const current = (
      body as { items: Array<{ metadata: Record<string, any> }> }
    ).items.find(
      item =>
        item.metadata.annotations['deployment.kubernetes.io/revision'] === '2',
    );
    expect(metadata.labels['trivy-operator.resource.name']).toBe(
      current?.metadata.name,
    );
  });

  it('does nothing while it is down', async () => {
    await start();
    operator.faults.add({ id: 'off', kind: 'down' });
    await deploy('web');
    await cluster.kubernetes.idle();
    expect(await list('vulnerabilityreports')).toEqual([]);

    operator.faults.clear();
    await one('vulnerabilityreports');
  });
});
