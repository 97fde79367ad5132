import { equalJson } from '../../schema/json';
import type { KubeObject } from '../../schema/types';
import type { Actor, ClusterApi, ClusterEvent, ObjectKey } from '../ClusterApi';
import type { Again, Controller } from '../Controller';
import type { EventRecorder } from '../EventRecorder';
import { kinds } from '../kinds';
import { keysOfWorkload } from '../ownedPods';
import { controlledBy, controllerReference, keyOf } from '../owners';
import { timeText } from '../timestamps';
import { isFinished, JobStatus } from './jobStatus';
import { latestTime, nextTime, parseSchedule, Schedule } from './schedule';

const component = 'cronjob-controller';
const actor: Actor = {
  user: 'system:serviceaccount:kube-system:cronjob-controller',
  fieldManager: 'kube-controller-manager',
};
const scheduledKey = 'batch.kubernetes.io/cronjob-scheduled-timestamp';
/** Longer waits than this overflow a timer; it looks again and waits on. */
const longestWaitMs = 24 * 60 * 60 * 1000;

type CronJobSpec = {
  schedule: string;
  suspend?: boolean;
  startingDeadlineSeconds?: number;
  concurrencyPolicy?: 'Allow' | 'Forbid' | 'Replace';
  successfulJobsHistoryLimit?: number;
  failedJobsHistoryLimit?: number;
  jobTemplate: { metadata?: KubeObject['metadata']; spec: object };
};
type CronJobStatus = { lastScheduleTime?: string; lastSuccessfulTime?: string };

const specOf = (cronJob: KubeObject) => cronJob.spec as CronJobSpec;
const jobStatusOf = (job: KubeObject) => (job.status ?? {}) as JobStatus;
const hasFailed = (job: KubeObject) =>
  jobStatusOf(job).conditions?.some(({ type }) => type === 'Failed') ?? false;

/** CronJob → a Job whenever its schedule says so (in UTC). */
export class CronJobController implements Controller {
  readonly name = component;
  readonly watches = [kinds.cronJob, kinds.job];
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
    return keysOfWorkload(kinds.cronJob, event);
  }

  allKeys(api: ClusterApi): ObjectKey[] {
    return api.list(kinds.cronJob).map(keyOf);
  }

  async reconcile(key: ObjectKey, again: Again): Promise<void> {
    const cronJob = this.#api.get(kinds.cronJob, key);
    if (!cronJob || cronJob.metadata.deletionTimestamp) return;
    await this.#forget(cronJob);
    const schedule = parseSchedule(specOf(cronJob).schedule);
    const due = schedule && this.#dueTime(cronJob, schedule);
    const started = due && (await this.#start(cronJob, due));
    await this.#updateStatus(key, started ? due : undefined);
    const next = schedule && nextTime(schedule, this.#now());
    if (next && !specOf(cronJob).suspend) {
      const wait = next.getTime() - this.#now().getTime();
      again(key, Math.min(wait, longestWaitMs));
    }
  }

  /** The last time that was missed; earlier ones are not made up for. */
  #dueTime(cronJob: KubeObject, schedule: Schedule): Date | undefined {
    const spec = specOf(cronJob);
    if (spec.suspend) return undefined;
    const { lastScheduleTime } = (cronJob.status ?? {}) as CronJobStatus;
    const since = lastScheduleTime ?? cronJob.metadata.creationTimestamp ?? '';
    const now = this.#now();
    const due = latestTime(schedule, new Date(since), now);
    const deadline = spec.startingDeadlineSeconds;
    const isTooLate =
      due !== undefined &&
      deadline !== undefined &&
      now.getTime() - due.getTime() > deadline * 1000;
    return isTooLate ? undefined : due;
  }

  async #start(cronJob: KubeObject, due: Date): Promise<boolean> {
    const { concurrencyPolicy, jobTemplate } = specOf(cronJob);
    const active = this.#jobsOf(cronJob).filter(
      job => !isFinished(jobStatusOf(job)),
    );
    if (active.length > 0 && concurrencyPolicy === 'Forbid') return false;
    if (concurrencyPolicy === 'Replace') {
      for (const job of active) await this.#delete(job);
    }
    const { labels, annotations } = jobTemplate.metadata ?? {};
    const { name, namespace } = cronJob.metadata;
    const job: KubeObject = {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: {
        // The same time makes the same name, so that no time counts twice.
        name: `${name}-${Math.floor(due.getTime() / 60_000)}`,
        namespace,
        labels,
        annotations: { ...annotations, [scheduledKey]: timeText(due) },
        ownerReferences: [controllerReference(kinds.cronJob, cronJob)],
      },
      spec: jobTemplate.spec,
    };
    if (!this.#api.get(kinds.job, keyOf(job))) {
      await this.#api.create(job, { actor });
      await this.#events.record(cronJob, {
        actor,
        component,
        reason: 'SuccessfulCreate',
        message: `Created job ${job.metadata.name}`,
      });
    }
    return true;
  }

  #jobsOf(cronJob: KubeObject): KubeObject[] {
    return controlledBy(this.#api, kinds.job, cronJob).filter(
      job => !job.metadata.deletionTimestamp,
    );
  }

  /** Deletes finished Jobs beyond the history that is kept. */
  async #forget(cronJob: KubeObject): Promise<void> {
    const spec = specOf(cronJob);
    const finished = this.#jobsOf(cronJob)
      .filter(job => isFinished(jobStatusOf(job)))
      .sort((a, b) =>
        (jobStatusOf(a).startTime ?? '') < (jobStatusOf(b).startTime ?? '')
          ? 1
          : -1,
      );
    const surplus = [
      ...finished
        .filter(job => !hasFailed(job))
        .slice(spec.successfulJobsHistoryLimit ?? 3),
      ...finished.filter(hasFailed).slice(spec.failedJobsHistoryLimit ?? 1),
    ];
    for (const job of surplus) await this.#delete(job);
  }

  async #delete(job: KubeObject): Promise<void> {
    await this.#api.delete(kinds.job, keyOf(job), {
      actor,
      uid: job.metadata.uid,
      propagationPolicy: 'Background',
    });
  }

  async #updateStatus(
    key: ObjectKey,
    started: Date | undefined,
  ): Promise<void> {
    const cronJob = this.#api.get(kinds.cronJob, key);
    if (!cronJob) return;
    const before = (cronJob.status ?? {}) as CronJobStatus;
    const jobs = this.#jobsOf(cronJob);
    const active = jobs.filter(job => !isFinished(jobStatusOf(job)));
    const ends = jobs.flatMap(job => jobStatusOf(job).completionTime ?? []);
    const lastScheduleTime = started
      ? timeText(started)
      : before.lastScheduleTime;
    const lastSuccessfulTime =
      [...ends, before.lastSuccessfulTime ?? ''].sort().at(-1) || undefined;
    const status = {
      ...(active.length > 0 && {
        active: active.map(({ apiVersion, kind, metadata }) => ({
          apiVersion,
          kind,
          name: metadata.name,
          namespace: metadata.namespace,
          resourceVersion: metadata.resourceVersion,
          uid: metadata.uid,
        })),
      }),
      ...(lastScheduleTime && { lastScheduleTime }),
      ...(lastSuccessfulTime && { lastSuccessfulTime }),
    };
    if (equalJson(status, cronJob.status)) return;
    await this.#api.updateStatus({ ...cronJob, status }, { actor });
  }
}
