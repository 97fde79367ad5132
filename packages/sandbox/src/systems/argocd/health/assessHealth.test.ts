import { KubernetesObject } from '../../../kubernetes-client/KubernetesObject';
import { recorded, recordedItems } from '../testing/recorded';
import { assessHealth } from './assessHealth';

const deployment = (exchange: number) =>
  recorded('kubernetes', '15-failing-workload', exchange);
const pods = recordedItems('15-failing-workload', 4, {
  apiVersion: 'v1',
  kind: 'Pod',
});

function object(
  apiVersion: string,
  kind: string,
  rest: Partial<KubernetesObject>,
): KubernetesObject {
  return { apiVersion, kind, metadata: { name: 'x' }, ...rest };
}

describe('assessHealth', () => {
  it('follows a Deployment from its roll-out to its deadline', () => {
    expect(assessHealth(deployment(1))).toEqual({
      status: 'Progressing',
      message:
        'Waiting for rollout to finish: observed deployment generation less than desired generation',
    });
    expect(assessHealth(deployment(2))).toEqual({ status: 'Healthy' });
    expect(assessHealth(deployment(5))).toEqual({
      status: 'Progressing',
      message:
        'Waiting for rollout to finish: 1 old replicas are pending termination...',
    });
    expect(assessHealth(deployment(6))).toEqual({
      status: 'Degraded',
      message: 'Deployment "web" exceeded its progress deadline',
    });
  });

  it('calls a paused Deployment suspended', () => {
    const paused = deployment(2);
    paused.spec.paused = true;

    expect(assessHealth(paused)).toEqual({
      status: 'Suspended',
      message: 'Deployment is paused',
    });
  });

  it('tells the running Pod from the one whose image is not there', () => {
    const healths = pods.map(pod => assessHealth(pod)?.status);

    expect(healths.sort()).toEqual(['Degraded', 'Healthy']);
  });

  it('waits for a Pod that is to end, and takes its failure for one', () => {
    const pod = (status: object) =>
      object('v1', 'Pod', { spec: { restartPolicy: 'Never' }, status });

    expect(assessHealth(pod({ phase: 'Running' }))?.status).toBe('Progressing');
    expect(assessHealth(pod({ phase: 'Succeeded' }))?.status).toBe('Healthy');
    expect(
      assessHealth(
        pod({
          phase: 'Failed',
          containerStatuses: [
            { name: 'main', state: { terminated: { exitCode: 3 } } },
          ],
        }),
      ),
    ).toEqual({
      status: 'Degraded',
      message: 'container "main" failed with exit code 3',
    });
  });

  it('knows ReplicaSets, also the old one that has no Pods left', () => {
    const sets = recordedItems('13-workloads', 18, {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
    });

    expect(sets.map(set => assessHealth(set))).toEqual([
      { status: 'Healthy' },
      { status: 'Healthy' },
    ]);
  });

  it('says of what is being deleted that it goes', () => {
    const going = recorded('kubernetes', '13-workloads', 27);

    expect(assessHealth(going)).toEqual({
      status: 'Progressing',
      message: 'Pending deletion',
    });
  });

  it('has no opinion of kinds without a check', () => {
    for (const kind of ['ConfigMap', 'Secret', 'Namespace']) {
      expect(assessHealth(object('v1', kind, {}))).toBeUndefined();
    }
    expect(
      assessHealth(object('argoproj.io/v1alpha1', 'Application', {})),
    ).toBeUndefined();
  });

  it.each([
    ['Service', { spec: { type: 'ClusterIP' } }, 'Healthy'],
    ['Service', { spec: { type: 'LoadBalancer' } }, 'Progressing'],
    ['PersistentVolumeClaim', { status: { phase: 'Bound' } }, 'Healthy'],
    ['PersistentVolumeClaim', { status: { phase: 'Pending' } }, 'Progressing'],
    ['PersistentVolumeClaim', { status: { phase: 'Lost' } }, 'Degraded'],
  ])('judges a %s with %j', (kind, rest, status) => {
    expect(assessHealth(object('v1', kind, rest))?.status).toBe(status);
  });

  it('judges a Job by its conditions', () => {
    const job = (type?: string, message?: string) =>
      assessHealth(
        object('batch/v1', 'Job', {
          status: {
            conditions: type ? [{ type, message, status: 'True' }] : [],
          },
        }),
      );

    expect(job()).toEqual({ status: 'Progressing' });
    expect(job('Complete')).toEqual({ status: 'Healthy' });
    expect(job('Failed', 'too often')).toEqual({
      status: 'Degraded',
      message: 'too often',
    });
    expect(job('Suspended')).toEqual({ status: 'Suspended' });
  });

  it('waits for the status of a PodDisruptionBudget, and allows it to have too few Pods', () => {
    const budget = (reason?: string) =>
      assessHealth(
        object('policy/v1', 'PodDisruptionBudget', {
          status: reason && {
            conditions: [
              { type: 'DisruptionAllowed', status: 'False', reason },
            ],
          },
        }),
      )?.status;

    expect(budget()).toBe('Progressing');
    expect(budget('InsufficientPods')).toBe('Healthy');
    expect(budget('SyncFailed')).toBe('Degraded');
  });

  it('judges an autoscaler of either version', () => {
    const conditions = [
      { type: 'AbleToScale', status: 'True', message: 'ready' },
      {
        type: 'ScalingActive',
        status: 'False',
        reason: 'FailedGetResourceMetric',
        message: 'no metrics',
      },
    ];
    const autoscaler = (version: string, rest: Partial<KubernetesObject>) =>
      object(`autoscaling/${version}`, 'HorizontalPodAutoscaler', rest);

    expect(
      assessHealth(
        autoscaler('v2', { status: { conditions: conditions.slice(0, 1) } }),
      ),
    ).toEqual({ status: 'Healthy', message: 'ready' });
    expect(
      assessHealth(
        autoscaler('v1', {
          metadata: {
            name: 'x',
            annotations: {
              'autoscaling.alpha.kubernetes.io/conditions':
                JSON.stringify(conditions),
            },
          },
        }),
      ),
    ).toEqual({ status: 'Degraded', message: 'no metrics' });
  });
});
