import { isEmpty, JsonMap } from '../json';
import { defaultTemplate } from './apps';
import { ensureMap, mapAt, mapsAt, setDefault } from './fields';

const NO_BACKOFF_LIMIT = 2 ** 31 - 1;

export function defaultJob(job: JsonMap): void {
  const spec = ensureMap(job, 'spec');
  defaultJobSpec(spec);
  const labels = mapAt(mapAt(mapAt(spec, 'template'), 'metadata'), 'labels');
  const metadata = ensureMap(job, 'metadata');
  if (labels && isEmpty(metadata.labels ?? {})) metadata.labels = { ...labels };
  if (spec.completions === undefined && spec.parallelism === undefined) {
    spec.completions = 1;
  }
  setDefault(spec, 'parallelism', 1);
  setDefault(
    spec,
    'backoffLimit',
    spec.backoffLimitPerIndex === undefined ? 6 : NO_BACKOFF_LIMIT,
  );
  setDefault(spec, 'completionMode', 'NonIndexed');
  setDefault(spec, 'suspend', false);
  setDefault(
    spec,
    'podReplacementPolicy',
    spec.podFailurePolicy ? 'Failed' : 'TerminatingOrFailed',
  );
  setDefault(spec, 'manualSelector', false);
}

/** A CronJob's Job is defaulted when it is made; its template only as far as the Pod's. */
function defaultJobSpec(spec: JsonMap): void {
  defaultTemplate(spec);
  for (const rule of mapsAt(mapAt(spec, 'podFailurePolicy'), 'rules')) {
    for (const pattern of mapsAt(rule, 'onPodConditions')) {
      setDefault(pattern, 'status', 'True');
    }
  }
}

export function defaultCronJob(cronJob: JsonMap): void {
  const spec = ensureMap(cronJob, 'spec');
  const jobSpec = mapAt(mapAt(spec, 'jobTemplate'), 'spec');
  if (jobSpec) defaultJobSpec(jobSpec);
  setDefault(spec, 'concurrencyPolicy', 'Allow');
  setDefault(spec, 'suspend', false);
  setDefault(spec, 'successfulJobsHistoryLimit', 3);
  setDefault(spec, 'failedJobsHistoryLimit', 1);
}
