import { Health } from '../objects/Application';
import { KubernetesObject } from '../../../kubernetes-client/KubernetesObject';

type Condition = {
  type: string;
  status?: string;
  reason?: string;
  message?: string;
};

const progressing = (message: string): Health => ({
  status: 'Progressing',
  message,
});
const degraded = (message: string): Health => ({ status: 'Degraded', message });

function condition(
  object: KubernetesObject,
  type: string,
): Condition | undefined {
  const conditions: Condition[] = object.status?.conditions ?? [];
  return conditions.find(each => each.type === type);
}

function isUnobserved(object: KubernetesObject): boolean {
  return (
    (object.metadata.generation ?? 0) > (object.status?.observedGeneration ?? 0)
  );
}

export function assessDeployment(deployment: KubernetesObject): Health {
  const { spec = {}, status = {} } = deployment;
  if (spec.paused) {
    return { status: 'Suspended', message: 'Deployment is paused' };
  }
  if (isUnobserved(deployment)) {
    return progressing(
      'Waiting for rollout to finish: observed deployment generation less than desired generation',
    );
  }
  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status;
  if (
    condition(deployment, 'Progressing')?.reason === 'ProgressDeadlineExceeded'
  ) {
    return degraded(
      `Deployment "${deployment.metadata.name}" exceeded its progress deadline`,
    );
  }
  if (spec.replicas !== undefined && updatedReplicas < spec.replicas) {
    return progressing(
      `Waiting for rollout to finish: ${updatedReplicas} out of ${spec.replicas} new replicas have been updated...`,
    );
  }
  if (replicas > updatedReplicas) {
    return progressing(
      `Waiting for rollout to finish: ${
        replicas - updatedReplicas
      } old replicas are pending termination...`,
    );
  }
  if (availableReplicas < updatedReplicas) {
    return progressing(
      `Waiting for rollout to finish: ${availableReplicas} of ${updatedReplicas} updated replicas are available...`,
    );
  }
  return { status: 'Healthy' };
}

export function assessReplicaSet(replicaSet: KubernetesObject): Health {
  const { spec = {}, status = {} } = replicaSet;
  if (isUnobserved(replicaSet)) {
    return progressing(
      'Waiting for rollout to finish: observed replica set generation less than desired generation',
    );
  }
  const failure = condition(replicaSet, 'ReplicaFailure');
  if (failure?.status === 'True') return degraded(failure.message ?? '');
  const available = status.availableReplicas ?? 0;
  if (spec.replicas !== undefined && available < spec.replicas) {
    return progressing(
      `Waiting for rollout to finish: ${available} out of ${spec.replicas} new replicas are available...`,
    );
  }
  return { status: 'Healthy' };
}

export function assessStatefulSet(statefulSet: KubernetesObject): Health {
  const { spec = {}, status = {} } = statefulSet;
  const {
    readyReplicas = 0,
    updatedReplicas = 0,
    currentReplicas = 0,
    updateRevision = '',
    currentRevision = '',
  } = status;
  if (!status.observedGeneration || isUnobserved(statefulSet)) {
    return progressing('Waiting for statefulset spec update to be observed...');
  }
  if (spec.replicas !== undefined && readyReplicas < spec.replicas) {
    return progressing(
      `Waiting for ${spec.replicas - readyReplicas} pods to be ready...`,
    );
  }
  const strategy = spec.updateStrategy ?? {};
  if (strategy.type === 'RollingUpdate' && strategy.rollingUpdate) {
    const { partition } = strategy.rollingUpdate;
    const expected = (spec.replicas ?? 0) - (partition ?? 0);
    return partition !== undefined && updatedReplicas < expected
      ? progressing(
          `Waiting for partitioned roll out to finish: ${updatedReplicas} out of ${expected} new pods have been updated...`,
        )
      : {
          status: 'Healthy',
          message: `partitioned roll out complete: ${updatedReplicas} new pods have been updated...`,
        };
  }
  if (strategy.type === 'OnDelete') {
    return {
      status: 'Healthy',
      message: `statefulset has ${readyReplicas} ready pods`,
    };
  }
  return updateRevision !== currentRevision
    ? progressing(
        `waiting for statefulset rolling update to complete ${updatedReplicas} pods at revision ${updateRevision}...`,
      )
    : {
        status: 'Healthy',
        message: `statefulset rolling update complete ${currentReplicas} pods at revision ${currentRevision}...`,
      };
}

export function assessDaemonSet(daemonSet: KubernetesObject): Health {
  const { spec = {}, status = {} } = daemonSet;
  const {
    updatedNumberScheduled: updated = 0,
    desiredNumberScheduled: desired = 0,
    numberAvailable: available = 0,
  } = status;
  const { name } = daemonSet.metadata;
  if (isUnobserved(daemonSet)) {
    return progressing(
      'Waiting for rollout to finish: observed daemon set generation less than desired generation',
    );
  }
  if (spec.updateStrategy?.type === 'OnDelete') {
    return {
      status: 'Healthy',
      message: `daemon set ${updated} out of ${desired} new pods have been updated`,
    };
  }
  if (updated < desired) {
    return progressing(
      `Waiting for daemon set "${name}" rollout to finish: ${updated} out of ${desired} new pods have been updated...`,
    );
  }
  if (available < desired) {
    return progressing(
      `Waiting for daemon set "${name}" rollout to finish: ${available} of ${desired} updated pods are available...`,
    );
  }
  return { status: 'Healthy' };
}

export function assessJob(job: KubernetesObject): Health {
  const failed = condition(job, 'Failed');
  const complete = condition(job, 'Complete');
  const suspended = condition(job, 'Suspended');
  const message = (suspended ?? complete)?.message;
  if (failed) return degraded(failed.message ?? '');
  if (!complete && !suspended) return { status: 'Progressing' };
  return {
    status: suspended?.status === 'True' ? 'Suspended' : 'Healthy',
    message,
  };
}
