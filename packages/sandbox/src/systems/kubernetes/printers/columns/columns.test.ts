import type { KubeObject } from '../../schema/types';
import { toTable } from '..';
import { builtInColumns } from '.';

const now = new Date('2026-03-01T12:00:00Z');

function row(apiVersion: string, kind: string, rest: object) {
  const [group, version = ''] = apiVersion.includes('/')
    ? apiVersion.split('/')
    : ['', apiVersion];
  const object: KubeObject = {
    apiVersion,
    kind,
    metadata: { name: 'it', creationTimestamp: '2026-03-01T11:59:00Z' },
    ...rest,
  };
  const { columnDefinitions = [], rows } = toTable({
    gvk: { group, version, kind },
    objects: [object],
    now,
    includeObject: 'None',
    withColumns: true,
  });
  return Object.fromEntries(
    columnDefinitions.map(({ name }, at) => [name, rows[0].cells[at]]),
  );
}

describe('columns', () => {
  it.each(Object.keys(builtInColumns))('of %s are described', key => {
    const [group, kind] = key.split('/');
    const { columnDefinitions = [] } = toTable({
      gvk: { group, version: 'v1', kind },
      objects: [],
      now,
      includeObject: 'None',
      withColumns: true,
    });
    expect(columnDefinitions.length).toBeGreaterThan(1);
    for (const { description } of columnDefinitions) {
      expect(description).toMatch(/\w/);
    }
  });

  it.each([
    [
      'a load balancer without an address',
      row('v1', 'Service', {
        spec: {
          type: 'LoadBalancer',
          clusterIPs: ['10.96.0.20'],
          ports: [{ port: 80, nodePort: 30000, protocol: 'TCP' }],
          selector: { b: '2', a: '1' },
        },
      }),
      {
        Type: 'LoadBalancer',
        'Cluster-IP': '10.96.0.20',
        'External-IP': '<pending>',
        'Port(s)': '80:30000/TCP',
        Age: '60s',
        Selector: 'a=1,b=2',
      },
    ],
    [
      'more endpoints than fit',
      row('v1', 'Endpoints', {
        subsets: [
          {
            addresses: ['1', '2', '3', '4', '5'].map(end => ({
              ip: `10.0.0.${end}`,
            })),
            ports: [{ port: 8080 }],
          },
        ],
      }),
      {
        Endpoints: '10.0.0.1:8080,10.0.0.2:8080,10.0.0.3:8080 + 2 more...',
      },
    ],
    [
      'an autoscaler',
      row('autoscaling/v2', 'HorizontalPodAutoscaler', {
        spec: {
          minReplicas: 2,
          maxReplicas: 5,
          scaleTargetRef: { kind: 'Deployment', name: 'web' },
          metrics: [
            {
              type: 'Resource',
              resource: { name: 'cpu', target: { averageUtilization: 80 } },
            },
            {
              type: 'Resource',
              resource: { name: 'memory', target: { averageValue: '64Mi' } },
            },
            { type: 'Pods', pods: { target: { averageValue: '10' } } },
          ],
        },
        status: {
          currentReplicas: 2,
          currentMetrics: [
            { resource: { name: 'cpu', current: { averageUtilization: 40 } } },
          ],
        },
      }),
      {
        Reference: 'Deployment/web',
        Targets: 'cpu: 40%/80%, memory: <unknown>/64Mi + 1 more...',
        MinPods: '2',
        MaxPods: 5,
        Replicas: 2,
      },
    ],
    [
      'a claim that waits',
      row('v1', 'PersistentVolumeClaim', {
        spec: { volumeMode: 'Filesystem' },
        status: { phase: 'Pending' },
      }),
      { Status: 'Pending', Volume: '', Capacity: '', 'Access Modes': '' },
    ],
    [
      'a volume',
      row('v1', 'PersistentVolume', {
        spec: {
          capacity: { storage: '1Gi' },
          accessModes: ['ReadWriteMany', 'ReadWriteOnce'],
          persistentVolumeReclaimPolicy: 'Delete',
          claimRef: { namespace: 'shop', name: 'data' },
        },
        status: { phase: 'Bound' },
      }),
      {
        Capacity: '1Gi',
        'Access Modes': 'RWO,RWX',
        Claim: 'shop/data',
        Status: 'Bound',
      },
    ],
    [
      'a failed job',
      row('batch/v1', 'Job', {
        spec: { completions: 3 },
        status: {
          succeeded: 1,
          startTime: '2026-03-01T11:55:00Z',
          conditions: [
            { type: 'FailureTarget', status: 'True' },
            { type: 'Failed', status: 'True' },
          ],
        },
      }),
      { Status: 'Failed', Completions: '1/3', Duration: '5m' },
    ],
    [
      'an event of the new kind',
      row('v1', 'Event', {
        involvedObject: { kind: 'Pod', name: 'web-1' },
        type: 'Normal',
        reason: 'Scheduled',
        message: 'Successfully assigned\n',
        eventTime: '2026-03-01T11:58:00.000000Z',
        reportingComponent: 'default-scheduler',
        reportingInstance: 'default-scheduler-1',
      }),
      {
        'Last Seen': '2m',
        Object: 'pod/web-1',
        Source: 'default-scheduler, default-scheduler-1',
        Message: 'Successfully assigned',
        Count: 1,
      },
    ],
    [
      'a node',
      row('v1', 'Node', {
        spec: { unschedulable: true },
        status: {
          conditions: [{ type: 'Ready', status: 'True' }],
          addresses: [{ type: 'InternalIP', address: '127.0.0.1' }],
          nodeInfo: { kubeletVersion: 'v1.36.3', architecture: 'amd64' },
        },
      }),
      {
        Status: 'Ready,SchedulingDisabled',
        Roles: '<none>',
        Version: 'v1.36.3',
        'Internal-IP': '127.0.0.1',
        'External-IP': '<none>',
        'Kernel-Version': '<unknown> (amd64)',
      },
    ],
    [
      'a binding',
      row('rbac.authorization.k8s.io/v1', 'RoleBinding', {
        roleRef: { kind: 'ClusterRole', name: 'view' },
        subjects: [
          { kind: 'ServiceAccount', namespace: 'shop', name: 'web' },
          { kind: 'Group', name: 'developers' },
        ],
      }),
      {
        Role: 'ClusterRole/view',
        Users: '',
        Groups: 'developers',
        ServiceAccounts: 'shop/web',
      },
    ],
    [
      'a role',
      row('rbac.authorization.k8s.io/v1', 'Role', {}),
      { Name: 'it', 'Created At': '2026-03-01T11:59:00Z' },
    ],
    [
      'a suspended schedule',
      row('batch/v1', 'CronJob', {
        spec: { schedule: '@daily', suspend: true },
      }),
      {
        Schedule: '@daily',
        Timezone: '<none>',
        Suspend: 'True',
        Active: 0,
        'Last Schedule': '<none>',
      },
    ],
    ['a service account', row('v1', 'ServiceAccount', {}), { Age: '60s' }],
  ])('show %s', (_what, cells, expected) => {
    expect(cells).toMatchObject(expected);
  });
});
