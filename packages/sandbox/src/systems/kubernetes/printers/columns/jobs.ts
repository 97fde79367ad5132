import type { KubeObject } from '../../schema/types';
import { at, Column, column, count, listAt, numberAt, textAt } from '../Column';
import {
  ageColumn,
  containerColumns,
  nameColumn,
  selectorColumn,
  templateColumns,
} from '../commonColumns';
import { described } from '../fieldDescription';
import { ageOf, humanDuration } from '../humanDuration';

const BATCH = 'apis/batch/v1';

function jobStatus(job: KubeObject): string {
  const holds = (type: string) =>
    listAt(job, 'status', 'conditions').some(
      condition => condition.type === type && condition.status === 'True',
    );
  if (holds('Complete')) return 'Complete';
  if (holds('Failed')) return 'Failed';
  if (job.metadata.deletionTimestamp) return 'Terminating';
  return (
    ['Suspended', 'FailureTarget', 'SuccessCriteriaMet'].find(holds) ??
    'Running'
  );
}

function completions(job: KubeObject): string {
  const succeeded = numberAt(job, 'status', 'succeeded');
  const wanted = at(job, 'spec', 'completions');
  if (wanted !== undefined) return `${succeeded}/${wanted}`;
  const parallelism = numberAt(job, 'spec', 'parallelism');
  return parallelism > 1
    ? `${succeeded}/1 of ${parallelism}`
    : `${succeeded}/1`;
}

export const jobs: Column[] = [
  nameColumn,
  column('Status', 'Status of the job.', jobStatus),
  column(
    'Completions',
    described(BATCH, 'JobStatus', 'succeeded'),
    completions,
  ),
  column('Duration', 'Time required to complete the job.', (job, now) => {
    const start = textAt(job, 'status', 'startTime');
    if (!start) return '';
    const end = textAt(job, 'status', 'completionTime');
    const until = end ? Date.parse(end) : now.getTime();
    return humanDuration(until - Date.parse(start));
  }),
  ageColumn,
  ...templateColumns,
  selectorColumn(described(BATCH, 'JobSpec', 'selector'), 'spec', 'selector'),
];

function suspension(cronJob: KubeObject): string {
  const value = at(cronJob, 'spec', 'suspend');
  if (value === undefined) return '<unset>';
  return value === true ? 'True' : 'False';
}

export const cronJobs: Column[] = [
  nameColumn,
  column(
    'Schedule',
    described(BATCH, 'CronJobSpec', 'schedule'),
    object => textAt(object, 'spec', 'schedule') ?? '',
  ),
  column(
    'Timezone',
    described(BATCH, 'CronJobSpec', 'timeZone'),
    object => textAt(object, 'spec', 'timeZone') ?? '<none>',
  ),
  column('Suspend', described(BATCH, 'CronJobSpec', 'suspend'), suspension, {
    type: 'boolean',
  }),
  count(
    'Active',
    described(BATCH, 'CronJobStatus', 'active'),
    object => listAt(object, 'status', 'active').length,
  ),
  column(
    'Last Schedule',
    described(BATCH, 'CronJobStatus', 'lastScheduleTime'),
    (object, now) => {
      const last = textAt(object, 'status', 'lastScheduleTime');
      return last ? ageOf(last, now) : '<none>';
    },
  ),
  ageColumn,
  ...containerColumns('spec', 'jobTemplate', 'spec', 'template'),
  selectorColumn(
    described(BATCH, 'JobSpec', 'selector'),
    'spec',
    'jobTemplate',
    'spec',
    'selector',
  ),
];
