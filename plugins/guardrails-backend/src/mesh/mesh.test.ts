import type { MeshPod } from './MeshFacts';
import { effectiveMode } from './effectiveMode';
import { membershipOf, whyOutside } from './membershipOf';
import { meshStateOf } from './meshStateOf';
import { parseMeshPod } from './parseMeshPod';
import { parsePeerAuthentication } from './parsePeerAuthentication';

const rootNamespace = 'istio-system';

function peer(
  namespace: string,
  mode: string | undefined,
  options: {
    name?: string;
    app?: string;
    createdAt?: string;
    ports?: Record<string, { mode: string }>;
  } = {},
) {
  const { name = 'default', app, createdAt, ports } = options;
  return parsePeerAuthentication({
    apiVersion: 'security.istio.io/v1',
    kind: 'PeerAuthentication',
    metadata: {
      name,
      namespace,
      creationTimestamp: createdAt ?? '2026-11-01T00:00:00Z',
    },
    spec: {
      ...(app ? { selector: { matchLabels: { app } } } : {}),
      ...(mode ? { mtls: { mode } } : {}),
      ...(ports ? { portLevelMtls: ports } : {}),
    },
  });
}

const web = { namespace: 'shop', labels: { app: 'web' } };

function modeOf(...policies: ReturnType<typeof peer>[]) {
  const { mode, from } = effectiveMode(web, { policies, rootNamespace });
  return [mode, from && `${from.namespace}/${from.name}`];
}

describe('effectiveMode', () => {
  const mesh = peer('istio-system', 'STRICT');
  const ofNamespace = peer('shop', 'DISABLE');
  const own = peer('shop', 'PERMISSIVE', { name: 'web', app: 'web' });

  it.each([
    ['nothing', [], ['PERMISSIVE', undefined]],
    ['the mesh', [mesh], ['STRICT', 'istio-system/default']],
    ['its namespace', [mesh, ofNamespace], ['DISABLE', 'shop/default']],
    ['itself', [mesh, ofNamespace, own], ['PERMISSIVE', 'shop/web']],
    [
      'another workload',
      [mesh, peer('shop', 'DISABLE', { app: 'db' })],
      ['STRICT', 'istio-system/default'],
    ],
    [
      'another namespace',
      [mesh, peer('pay', 'DISABLE')],
      ['STRICT', 'istio-system/default'],
    ],
    [
      'what inherits',
      [
        mesh,
        peer('shop', 'UNSET'),
        peer('shop', undefined, { name: 'web', app: 'web' }),
      ],
      ['STRICT', 'istio-system/default'],
    ],
    [
      'what inherits from nothing',
      [peer('shop', 'UNSET')],
      ['PERMISSIVE', undefined],
    ],
    [
      'a selector in the root namespace',
      [peer('istio-system', 'DISABLE', { app: 'web' })],
      ['PERMISSIVE', undefined],
    ],
    [
      'a mode that nobody knows',
      [mesh, peer('shop', 'SIMPLE')],
      ['unknown', 'shop/default'],
    ],
  ])('is by %s', (_, policies, expected) => {
    expect(modeOf(...policies)).toEqual(expected);
  });

  it('is the oldest of two of the same level', () => {
    const older = peer('shop', 'STRICT', {
      name: 'z',
      createdAt: '2026-01-01T00:00:00Z',
    });
    expect(modeOf(ofNamespace, older)).toEqual(['STRICT', 'shop/z']);
    const same = peer('shop', 'STRICT', { name: 'a' });
    expect(modeOf(ofNamespace, same)).toEqual(['STRICT', 'shop/a']);
  });

  it('has ports with another mode, only of a selector', () => {
    const ports = {
      '8080': { mode: 'DISABLE' },
      '9090': { mode: 'UNSET' },
      '80': { mode: 'STRICT' },
    };
    const portsOf = (policy: ReturnType<typeof peer>) =>
      effectiveMode(web, { policies: [mesh, policy], rootNamespace }).ports;
    expect(portsOf(peer('shop', 'UNSET', { app: 'web', ports }))).toEqual([
      { port: 8080, mode: 'DISABLE' },
    ]);
    expect(portsOf(peer('shop', 'UNSET', { ports }))).toEqual([]);
  });

  it('is unknown when they can not be read', () => {
    expect(effectiveMode(web, { rootNamespace }).mode).toBe('unknown');
  });

  it('names the field of one that makes no sense', () => {
    expect(() =>
      peer('shop', 'STRICT', {
        app: 'web',
        ports: { http: { mode: 'STRICT' } },
      }),
    ).toThrow(/^spec\.portLevelMtls\.http: /);
  });
});

function podOf(
  options: {
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    containers?: string[];
    init?: { name: string; restartPolicy?: string }[];
    hostNetwork?: boolean;
    phase?: string;
    name?: string;
  } = {},
): MeshPod {
  const {
    containers = ['main'],
    init,
    hostNetwork,
    phase = 'Running',
  } = options;
  return parseMeshPod({
    metadata: {
      name: options.name ?? 'web-1',
      namespace: 'shop',
      labels: options.labels,
      annotations: options.annotations,
    },
    spec: {
      containers: containers.map(name => ({ name })),
      initContainers: init,
      hostNetwork,
    },
    status: { phase },
  });
}

describe('membershipOf', () => {
  it.each([
    ['sidecar', podOf({ containers: ['main', 'istio-proxy'] })],
    [
      'native sidecar',
      podOf({ init: [{ name: 'istio-proxy', restartPolicy: 'Always' }] }),
    ],
    ['outside', podOf({ init: [{ name: 'istio-proxy' }] })],
    [
      'ambient',
      podOf({ annotations: { 'ambient.istio.io/redirection': 'enabled' } }),
    ],
    [
      'outside',
      podOf({ annotations: { 'ambient.istio.io/redirection': 'disabled' } }),
    ],
    ['outside', podOf({ labels: { 'sidecar.istio.io/inject': 'true' } })],
    ['outside', podOf()],
  ])('is %s', (expected, pod) => {
    expect(membershipOf(pod)).toBe(expected);
  });
});

describe('whyOutside', () => {
  const injected = { 'istio-injection': 'enabled' };
  const missed =
    'it was created before it was to be in the mesh, or the mesh failed to take it in';
  const off = 'the mesh is switched off for it';
  const elsewhere = 'its namespace is not in the mesh';

  it.each([
    [{ hostNetwork: true }, injected, 'it uses the network of its node'],
    [{ labels: { 'sidecar.istio.io/inject': 'false' } }, injected, off],
    [{ annotations: { 'sidecar.istio.io/inject': 'false' } }, injected, off],
    [
      { labels: { 'istio.io/dataplane-mode': 'none' } },
      { 'istio.io/dataplane-mode': 'ambient' },
      off,
    ],
    [{}, injected, missed],
    [{}, { 'istio.io/rev': '1-30' }, missed],
    [{}, { 'istio.io/dataplane-mode': 'ambient' }, missed],
    [{ labels: { 'sidecar.istio.io/inject': 'true' } }, {}, missed],
    [{}, {}, elsewhere],
    [{}, { 'istio-injection': 'disabled', 'istio.io/rev': '1-30' }, elsewhere],
    [
      {},
      undefined,
      'nobody knows why: the labels of its namespace can not be read',
    ],
  ])('of %j in a namespace with %j', (pod, labels, expected) => {
    expect(
      whyOutside(podOf(pod), {
        labels: labels as Record<string, string> | undefined,
      }),
    ).toBe(expected);
  });
});

describe('meshStateOf', () => {
  const namespace = { name: 'shop', labels: { 'istio-injection': 'enabled' } };
  const workload = { kind: 'Deployment', name: 'web' };
  const inside = podOf({
    containers: ['main', 'istio-proxy'],
    labels: { app: 'web' },
  });
  const policies = [peer('shop', 'STRICT')];

  it('is the weakest mode of what runs, ports included, and names who is outside', () => {
    const state = meshStateOf(
      namespace,
      [
        { pod: inside, workload },
        { pod: podOf({ name: 'web-2' }), workload },
        {
          pod: podOf({ name: 'job-1', phase: 'Succeeded' }),
          workload: { kind: 'Job', name: 'job' },
        },
      ],
      {
        policies: [
          ...policies,
          peer('shop', 'STRICT', {
            name: 'web',
            app: 'web',
            ports: { '80': { mode: 'PERMISSIVE' } },
          }),
        ],
        rootNamespace,
      },
    );
    expect(state.mode).toBe('PERMISSIVE');
    expect(state.workloads).toMatchObject([
      { workload, pods: { sidecar: 1, outside: 1, ambient: 0 } },
    ]);
    expect(state.outside).toMatchObject([{ name: 'web-2', workload }]);
    expect(state).not.toHaveProperty('cause');
  });

  it('takes the weakest of two revisions of a workload', () => {
    const newer = podOf({
      containers: ['istio-proxy'],
      labels: { app: 'web', version: '2' },
    });
    const weak = peer('shop', 'DISABLE', { name: 'v2', app: 'web' });
    const [chosen] = meshStateOf(
      namespace,
      [
        { pod: { ...inside, labels: {} }, workload },
        { pod: newer, workload },
      ],
      { policies: [...policies, weak], rootNamespace },
    ).workloads;
    expect(chosen.effective.mode).toBe('DISABLE');
  });

  it('has the mode of the namespace where nothing runs', () => {
    expect(meshStateOf(namespace, [], { policies, rootNamespace }).mode).toBe(
      'STRICT',
    );
  });

  it('is unknown, with its cause, when PeerAuthentications can not be read', () => {
    expect(
      meshStateOf(namespace, [{ pod: inside, workload }], { rootNamespace }),
    ).toMatchObject({
      mode: 'unknown',
      cause: 'PeerAuthentications can not be read',
    });
  });
});
