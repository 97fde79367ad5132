import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubeObject } from '../schema/types';
import { readJsonPath } from './customColumns';
import { toTable } from '.';

const now = new Date('2026-11-24T12:00:00Z');
const pod = (status: object, spec: object = {}, metadata = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'p',
    creationTimestamp: '2026-11-24T11:58:37Z',
    ...metadata,
  },
  spec: { containers: [{ name: 'web' }], ...spec },
  status,
});
const cells = (object: KubeObject) =>
  toTable({
    gvk: { group: '', version: 'v1', kind: 'Pod' },
    objects: [object],
    now,
    includeObject: 'None',
    withColumns: false,
  }).rows[0].cells.slice(0, 5);

describe('toTable', () => {
  it.each([
    [
      'runs',
      pod({
        phase: 'Running',
        containerStatuses: [
          { name: 'web', ready: true, restartCount: 0, state: { running: {} } },
        ],
      }),
      ['p', '1/1', 'Running', '0', '83s'],
    ],
    [
      'can not get its image',
      pod({
        phase: 'Pending',
        containerStatuses: [
          {
            name: 'web',
            ready: false,
            restartCount: 0,
            state: { waiting: { reason: 'ImagePullBackOff' } },
          },
        ],
      }),
      ['p', '0/1', 'ImagePullBackOff', '0', '83s'],
    ],
    [
      'crashes again and again',
      pod({
        phase: 'Running',
        containerStatuses: [
          {
            name: 'web',
            ready: false,
            restartCount: 3,
            state: { waiting: { reason: 'CrashLoopBackOff' } },
            lastState: { terminated: { finishedAt: '2026-11-24T11:59:40Z' } },
          },
        ],
      }),
      ['p', '0/1', 'CrashLoopBackOff', '3 (20s ago)', '83s'],
    ],
    [
      'initialises',
      pod(
        {
          phase: 'Pending',
          initContainerStatuses: [{ name: 'init', state: { running: {} } }],
        },
        { initContainers: [{ name: 'init' }] },
      ),
      ['p', '0/1', 'Init:0/1', '0', '83s'],
    ],
    [
      'has a native sidecar',
      pod(
        {
          phase: 'Running',
          initContainerStatuses: [
            {
              name: 'proxy',
              ready: true,
              started: true,
              state: { running: {} },
            },
          ],
          containerStatuses: [
            {
              name: 'web',
              ready: true,
              restartCount: 0,
              state: { running: {} },
            },
          ],
        },
        { initContainers: [{ name: 'proxy', restartPolicy: 'Always' }] },
      ),
      ['p', '2/2', 'Running', '0', '83s'],
    ],
    [
      'goes',
      pod(
        { phase: 'Running' },
        {},
        { deletionTimestamp: '2026-11-24T12:00:00Z' },
      ),
      ['p', '0/1', 'Terminating', '0', '83s'],
    ],
  ])('tells that a Pod %s', (_what, object, expected) => {
    expect(cells(object)).toEqual(expected);
  });

  it('has the columns that the real server sent for Deployments', () => {
    const recorded = JSON.parse(
      readFileSync(
        join(__dirname, '../../../../contracts/kubernetes/08-kubectl.json'),
        'utf8',
      ),
    );
    const table = recorded.exchanges.find(
      (exchange: {
        request?: { path: string };
        response?: { body?: { kind: string } };
      }) =>
        exchange.request?.path.includes('deployments?limit=500') &&
        exchange.response?.body?.kind === 'Table',
    ).response.body;
    const ours = toTable({
      gvk: { group: 'apps', version: 'v1', kind: 'Deployment' },
      objects: [],
      now,
      includeObject: 'Metadata',
      withColumns: true,
    });
    expect(ours.columnDefinitions).toEqual(table.columnDefinitions);
  });
});

it.each([
  ['.spec.size', 4],
  ['.status.conditions[?(@.type=="Ready")].status', 'True'],
  ['.spec.hosts[1]', 'b'],
  ['.spec.hosts[*]', 'a'],
  ['.metadata.labels.app\\.kubernetes\\.io/name', 'shop'],
  ['.spec.nothing.below', undefined],
])('reads %s', (path, value) => {
  const object = {
    metadata: { labels: { 'app.kubernetes.io/name': 'shop' } },
    spec: { size: 4, hosts: ['a', 'b'] },
    status: {
      conditions: [
        { type: 'Synced', status: 'False' },
        { type: 'Ready', status: 'True' },
      ],
    },
  };
  expect(readJsonPath(object, path)).toBe(value);
});
