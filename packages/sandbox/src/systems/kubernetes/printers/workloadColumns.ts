import {
  at,
  Column,
  column,
  listAt,
  numberAt,
  selectorText,
  textAt,
  wide,
} from './Column';
import { ageColumn, nameColumn, templateColumns } from './commonColumns';
import { descriptions } from './descriptions';
import { ageOf, humanDuration } from './humanDuration';
import { podStatus, readyContainers, restarts } from './podStatus';

const selector = (description: string): Column =>
  wide('Selector', description, object =>
    selectorText(at(object, 'spec', 'selector')),
  );

const pods: Column[] = [
  nameColumn,
  column(
    'Ready',
    'The aggregate readiness state of this pod for accepting traffic.',
    readyContainers,
  ),
  column(
    'Status',
    'The aggregate status of the containers in this pod.',
    podStatus,
  ),
  column(
    'Restarts',
    'The number of times the containers in this pod have been restarted and when the last container in this pod has restarted.',
    restarts,
  ),
  ageColumn,
  wide(
    'IP',
    'podIP address allocated to the pod. Routable at least within the cluster. Empty if not yet allocated.',
    pod => textAt(pod, 'status', 'podIP') ?? '<none>',
  ),
  wide(
    'Node',
    descriptions.nodeName,
    pod => textAt(pod, 'spec', 'nodeName') ?? '<none>',
  ),
  wide(
    'Nominated Node',
    descriptions.nominatedNodeName,
    pod => textAt(pod, 'status', 'nominatedNodeName') ?? '<none>',
  ),
  wide('Readiness Gates', descriptions.readinessGates, pod => {
    const gates = listAt(pod, 'spec', 'readinessGates');
    if (gates.length === 0) return '<none>';
    const met = gates.filter(gate =>
      listAt(pod, 'status', 'conditions').some(
        condition =>
          condition.type === gate.conditionType && condition.status === 'True',
      ),
    );
    return `${met.length}/${gates.length}`;
  }),
];

const deployments: Column[] = [
  nameColumn,
  column(
    'Ready',
    'Number of the pod with ready state',
    object =>
      `${numberAt(object, 'status', 'readyReplicas')}/${numberAt(
        object,
        'spec',
        'replicas',
      )}`,
  ),
  column(
    'Up-to-date',
    'Total number of non-terminating pods targeted by this deployment that have the desired template spec.',
    object => numberAt(object, 'status', 'updatedReplicas'),
  ),
  column(
    'Available',
    'Total number of available non-terminating pods (ready for at least minReadySeconds) targeted by this deployment.',
    object => numberAt(object, 'status', 'availableReplicas'),
  ),
  ageColumn,
  ...templateColumns,
  selector(
    "Label selector for pods. Existing ReplicaSets whose pods are selected by this will be the ones affected by this deployment. It must match the pod template's labels.",
  ),
];

const replicaSets: Column[] = [
  nameColumn,
  column(
    'Desired',
    'Number of desired pods.',
    object => numberAt(object, 'spec', 'replicas'),
    { type: 'integer' },
  ),
  column(
    'Current',
    'Number of created pods.',
    object => numberAt(object, 'status', 'replicas'),
    { type: 'integer' },
  ),
  column(
    'Ready',
    'Number of ready pods.',
    object => numberAt(object, 'status', 'readyReplicas'),
    { type: 'integer' },
  ),
  ageColumn,
  ...templateColumns,
  selector('Label query over pods that should match the replica count.'),
];

const statefulSets: Column[] = [
  nameColumn,
  column(
    'Ready',
    'Number of the pod with ready state',
    object =>
      `${numberAt(object, 'status', 'readyReplicas')}/${numberAt(
        object,
        'spec',
        'replicas',
      )}`,
  ),
  ageColumn,
  ...templateColumns,
];

const scheduled = (name: string, field: string) =>
  column(
    name,
    `Number of nodes: ${field}.`,
    object => numberAt(object, 'status', field),
    { type: 'integer' },
  );

const daemonSets: Column[] = [
  nameColumn,
  scheduled('Desired', 'desiredNumberScheduled'),
  scheduled('Current', 'currentNumberScheduled'),
  scheduled('Ready', 'numberReady'),
  scheduled('Up-to-date', 'updatedNumberScheduled'),
  scheduled('Available', 'numberAvailable'),
  column('Node Selector', 'Nodes that run it.', object =>
    selectorText({
      matchLabels: at(object, 'spec', 'template', 'spec', 'nodeSelector'),
    }),
  ),
  ageColumn,
  ...templateColumns,
  selector('Label query over the pods of the set.'),
];

const jobs: Column[] = [
  nameColumn,
  column('Status', 'Status of the job.', job => {
    const holds = (type: string) =>
      listAt(job, 'status', 'conditions').some(
        condition => condition.type === type && condition.status === 'True',
      );
    if (holds('Complete')) return 'Complete';
    if (holds('Failed')) return 'Failed';
    if (job.metadata.deletionTimestamp) return 'Terminating';
    return holds('Suspended') ? 'Suspended' : 'Running';
  }),
  column(
    'Completions',
    'Pods that succeeded, of those that must.',
    job =>
      `${numberAt(job, 'status', 'succeeded')}/${
        numberAt(job, 'spec', 'completions') || 1
      }`,
  ),
  column('Duration', 'Time required to complete the job.', (job, now) => {
    const start = textAt(job, 'status', 'startTime');
    if (!start) return '';
    const end = textAt(job, 'status', 'completionTime');
    return humanDuration(
      (end ? Date.parse(end) : now.getTime()) - Date.parse(start),
    );
  }),
  ageColumn,
  ...templateColumns,
  selector('Label query over the pods of the job.'),
];

const cronJobs: Column[] = [
  nameColumn,
  column(
    'Schedule',
    'The schedule in Cron format.',
    object => textAt(object, 'spec', 'schedule') ?? '',
  ),
  column(
    'Timezone',
    'The time zone of the schedule.',
    object => textAt(object, 'spec', 'timeZone') ?? '<none>',
  ),
  column(
    'Suspend',
    'Whether it is suspended.',
    object => at(object, 'spec', 'suspend') === true,
    { type: 'boolean' },
  ),
  column(
    'Active',
    'Jobs that run.',
    object => listAt(object, 'status', 'active').length,
    { type: 'integer' },
  ),
  column('Last Schedule', 'When a job was scheduled last.', (object, now) => {
    const last = textAt(object, 'status', 'lastScheduleTime');
    return last ? ageOf(last, now) : '<none>';
  }),
  ageColumn,
];

const reference = (object: unknown) =>
  `${textAt(object, 'spec', 'scaleTargetRef', 'kind')}/${textAt(
    object,
    'spec',
    'scaleTargetRef',
    'name',
  )}`;

const autoscalers: Column[] = [
  nameColumn,
  column('Reference', 'What it scales.', reference),
  column(
    'MinPods',
    'The least replicas.',
    object => textAt(object, 'spec', 'minReplicas') ?? '<unset>',
  ),
  column(
    'MaxPods',
    'The most replicas.',
    object => numberAt(object, 'spec', 'maxReplicas'),
    { type: 'integer' },
  ),
  column(
    'Replicas',
    'Replicas now.',
    object => numberAt(object, 'status', 'currentReplicas'),
    { type: 'integer' },
  ),
  ageColumn,
];

const disruptionBudgets: Column[] = [
  nameColumn,
  column(
    'Min Available',
    'The least pods that must be available.',
    object => textAt(object, 'spec', 'minAvailable') ?? 'N/A',
  ),
  column(
    'Max Unavailable',
    'The most pods that may be unavailable.',
    object => textAt(object, 'spec', 'maxUnavailable') ?? 'N/A',
  ),
  column(
    'Allowed Disruptions',
    'Disruptions that are allowed now.',
    object => numberAt(object, 'status', 'disruptionsAllowed'),
    { type: 'integer' },
  ),
  ageColumn,
];

/** Columns of the kinds that run Pods, by `group/Kind`. */
export const workloadColumns: Record<string, Column[]> = {
  '/Pod': pods,
  'apps/Deployment': deployments,
  'apps/ReplicaSet': replicaSets,
  'apps/StatefulSet': statefulSets,
  'apps/DaemonSet': daemonSets,
  'batch/Job': jobs,
  'batch/CronJob': cronJobs,
  'autoscaling/HorizontalPodAutoscaler': autoscalers,
  'policy/PodDisruptionBudget': disruptionBudgets,
};
