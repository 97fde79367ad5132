import { equalJson } from '../../schema/json';
import type { KubeObject } from '../../schema/types';
import type { Actor, ClusterApi, ClusterEvent, ObjectKey } from '../ClusterApi';
import type { Again, Controller } from '../Controller';
import type { EventRecorder } from '../EventRecorder';
import { kinds } from '../kinds';
import { keysOfWorkload } from '../ownedPods';
import { controlledBy, keyOf } from '../owners';
import { isActive } from '../pods';
import { podFromTemplate } from '../podTemplate';
import { timeText } from '../timestamps';
import {
  countPods,
  decideOutcome,
  endingConditions,
  isFinished,
  JobCounts,
  JobOutcome,
  JobSpec,
  JobStatus,
  wantedActive,
} from './jobStatus';

const component = 'job-controller';
const actor: Actor = {
  user: 'system:serviceaccount:kube-system:job-controller',
  fieldManager: 'kube-controller-manager',
};
const firstBackoffSeconds = 10;
const longestBackoffSeconds = 600;

const specOf = (job: KubeObject) => job.spec as JobSpec;
const statusOf = (job: KubeObject) => (job.status ?? {}) as JobStatus;

/** Job → Pods that run until enough of them have succeeded, or too many failed. */
export class JobController implements Controller {
  readonly name = component;
  readonly watches = [kinds.job, kinds.pod];
  readonly #api: ClusterApi;
  readonly #events: EventRecorder;
  readonly #now: () => Date;

  constructor(options: {
    api: ClusterApi;
    events: EventRecorder;
    now: () => Date;
  }) {
    this.#api = options.api;
    this.#events = options.events;
    this.#now = options.now;
  }

  keysOf(event: ClusterEvent): ObjectKey[] {
    return keysOfWorkload(kinds.job, event);
  }

  allKeys(api: ClusterApi): ObjectKey[] {
    return api.list(kinds.job).map(keyOf);
  }

  async reconcile(key: ObjectKey, again: Again): Promise<void> {
    const job = this.#api.get(kinds.job, key);
    if (!job || job.metadata.deletionTimestamp) return;
    if (isFinished(statusOf(job))) {
      await this.#expire(job, again);
      return;
    }
    const spec = specOf(job);
    const pods = controlledBy(this.#api, kinds.pod, job);
    const counts = countPods(pods);
    const outcome = decideOutcome({
      spec,
      counts,
      startTime: statusOf(job).startTime,
      now: this.#now(),
    });
    const wanted =
      outcome.result === 'running' ? wantedActive(spec, counts) : 0;
    const surplus = pods.filter(isActive).slice(wanted);
    for (const pod of surplus) await this.#deletePod(job, pod);
    const pause = this.#pauseMs(pods);
    if (pause > 0 && wanted > counts.active) again(key, pause);
    else {
      for (let at = counts.active; at < wanted; at += 1) {
        await this.#createPod(job);
      }
    }
    await this.#updateStatus(key, outcome);
    this.#watchDeadline(key, spec, again);
  }

  /** What is left of the wait before a failed Pod is tried again: 10 s, doubled each time. */
  #pauseMs(pods: readonly KubeObject[]): number {
    const failures = pods.flatMap(finishedAt);
    if (failures.length === 0) return 0;
    const seconds = Math.min(
      firstBackoffSeconds * 2 ** (failures.length - 1),
      longestBackoffSeconds,
    );
    return Math.max(...failures) + seconds * 1000 - this.#now().getTime();
  }

  #watchDeadline(key: ObjectKey, spec: JobSpec, again: Again): void {
    const job = this.#api.get(kinds.job, key);
    const { startTime, ...status } = job ? statusOf(job) : {};
    if (!startTime || isFinished(status)) return;
    if (spec.activeDeadlineSeconds === undefined) return;
    const end = Date.parse(startTime) + spec.activeDeadlineSeconds * 1000;
    again(key, Math.max(0, end - this.#now().getTime()));
  }

  async #createPod(job: KubeObject): Promise<void> {
    const pod = await this.#api.create(podFromTemplate(kinds.job, job), {
      actor,
    });
    const message = `Created pod: ${pod.metadata.name}`;
    await this.#record(job, 'SuccessfulCreate', message);
  }

  async #deletePod(job: KubeObject, pod: KubeObject): Promise<void> {
    const { uid, name } = pod.metadata;
    await this.#api.delete(kinds.pod, keyOf(pod), { actor, uid });
    await this.#record(job, 'SuccessfulDelete', `Deleted pod: ${name}`);
  }

  async #record(
    job: KubeObject,
    reason: string,
    message: string,
    type: 'Normal' | 'Warning' = 'Normal',
  ): Promise<void> {
    await this.#events.record(job, { actor, component, type, reason, message });
  }

  async #updateStatus(key: ObjectKey, outcome: JobOutcome): Promise<void> {
    const job = this.#api.get(kinds.job, key);
    if (!job) return;
    const time = timeText(this.#now());
    const counts = countPods(controlledBy(this.#api, kinds.pod, job));
    const before = statusOf(job);
    const ending = endingConditions(outcome, time);
    const status = {
      ...(ending.length > 0 && { conditions: ending }),
      startTime: before.startTime ?? time,
      ...(outcome.result === 'complete' && { completionTime: time }),
      ...countsOf(counts),
    };
    if (equalJson(status, job.status)) return;
    await this.#api.updateStatus({ ...job, status }, { actor });
    if (outcome.result === 'complete') {
      await this.#record(job, 'Completed', 'Job completed');
    } else if (outcome.result === 'failed') {
      const { reason, message } = outcome;
      await this.#record(job, reason, message, 'Warning');
    }
  }

  /** A finished Job goes once its time to live is over. */
  async #expire(job: KubeObject, again: Again): Promise<void> {
    const { ttlSecondsAfterFinished: seconds } = specOf(job);
    if (seconds === undefined) return;
    const { conditions = [] } = statusOf(job);
    const end = Date.parse(conditions.at(-1)?.lastTransitionTime ?? '');
    const left = end + seconds * 1000 - this.#now().getTime();
    if (left > 0) {
      again(keyOf(job), left);
      return;
    }
    await this.#api.delete(kinds.job, keyOf(job), {
      actor,
      uid: job.metadata.uid,
      propagationPolicy: 'Foreground',
    });
  }
}

function countsOf({ active, ready, succeeded, failed }: JobCounts) {
  return {
    ...(active > 0 && { active }),
    ...(succeeded > 0 && { succeeded }),
    ...(failed > 0 && { failed }),
    terminating: 0,
    uncountedTerminatedPods: {},
    ready,
  };
}

/** When a failed Pod's container ended, in milliseconds. */
function finishedAt(pod: KubeObject): number[] {
  const status = (pod.status ?? {}) as {
    phase?: string;
    containerStatuses?: {
      state?: { terminated?: { finishedAt?: string } };
    }[];
  };
  if (status.phase !== 'Failed') return [];
  const ends = (status.containerStatuses ?? []).flatMap(
    ({ state }) => state?.terminated?.finishedAt ?? [],
  );
  return ends.length > 0 ? [Math.max(...ends.map(end => Date.parse(end)))] : [];
}
