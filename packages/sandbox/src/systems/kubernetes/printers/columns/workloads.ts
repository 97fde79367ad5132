import {
  at,
  Column,
  column,
  count,
  labelsText,
  numberAt,
  textAt,
} from '../Column';
import {
  ageColumn,
  nameColumn,
  selectorColumn,
  templateColumns,
} from '../commonColumns';
import { described } from '../fieldDescription';

const APPS = 'apis/apps/v1';

const readyReplicas: Column = column(
  'Ready',
  'Number of the pod with ready state',
  object =>
    `${numberAt(object, 'status', 'readyReplicas')}/${numberAt(
      object,
      'spec',
      'replicas',
    )}`,
);

export const deployments: Column[] = [
  nameColumn,
  readyReplicas,
  column(
    'Up-to-date',
    described(APPS, 'DeploymentStatus', 'updatedReplicas'),
    object => numberAt(object, 'status', 'updatedReplicas'),
  ),
  column(
    'Available',
    described(APPS, 'DeploymentStatus', 'availableReplicas'),
    object => numberAt(object, 'status', 'availableReplicas'),
  ),
  ageColumn,
  ...templateColumns,
  selectorColumn(
    described(APPS, 'DeploymentSpec', 'selector'),
    'spec',
    'selector',
  ),
];

export const replicaSets: Column[] = [
  nameColumn,
  count('Desired', described(APPS, 'ReplicaSetSpec', 'replicas'), object =>
    numberAt(object, 'spec', 'replicas'),
  ),
  count('Current', described(APPS, 'ReplicaSetStatus', 'replicas'), object =>
    numberAt(object, 'status', 'replicas'),
  ),
  count('Ready', described(APPS, 'ReplicaSetStatus', 'readyReplicas'), object =>
    numberAt(object, 'status', 'readyReplicas'),
  ),
  ageColumn,
  ...templateColumns,
  selectorColumn(
    described(APPS, 'ReplicaSetSpec', 'selector'),
    'spec',
    'selector',
  ),
];

export const statefulSets: Column[] = [
  nameColumn,
  readyReplicas,
  ageColumn,
  ...templateColumns,
];

const scheduled = (name: string, field: string): Column =>
  count(name, described(APPS, 'DaemonSetStatus', field), object =>
    numberAt(object, 'status', field),
  );

export const daemonSets: Column[] = [
  nameColumn,
  scheduled('Desired', 'desiredNumberScheduled'),
  scheduled('Current', 'currentNumberScheduled'),
  scheduled('Ready', 'numberReady'),
  scheduled('Up-to-date', 'updatedNumberScheduled'),
  scheduled('Available', 'numberAvailable'),
  column(
    'Node Selector',
    described('api/v1', 'PodSpec', 'nodeSelector'),
    object =>
      labelsText(at(object, 'spec', 'template', 'spec', 'nodeSelector')),
  ),
  ageColumn,
  ...templateColumns,
  selectorColumn(
    described(APPS, 'DaemonSetSpec', 'selector'),
    'spec',
    'selector',
  ),
];

export const controllerRevisions: Column[] = [
  nameColumn,
  column('Controller', 'Controller of the object', object => {
    const owner = object.metadata.ownerReferences?.find(
      reference => reference.controller,
    );
    if (!owner) return '<none>';
    const group = owner.apiVersion.split('/')[0];
    return `${owner.kind.toLowerCase()}.${group}/${owner.name}`;
  }),
  column(
    'Revision',
    described(APPS, 'ControllerRevision', 'revision'),
    object => textAt(object, 'revision') ?? '',
  ),
  ageColumn,
];
