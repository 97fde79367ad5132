import { Column, column, listAt, textAt, wide } from '../Column';
import { ageColumn, nameColumn } from '../commonColumns';
import { described } from '../fieldDescription';
import { podStatus, readyContainers, restarts } from '../podStatus';

export const pods: Column[] = [
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
    described('api/v1', 'PodStatus', 'podIP'),
    pod => textAt(pod, 'status', 'podIP') ?? '<none>',
  ),
  wide(
    'Node',
    described('api/v1', 'PodSpec', 'nodeName'),
    pod => textAt(pod, 'spec', 'nodeName') ?? '<none>',
  ),
  wide(
    'Nominated Node',
    described('api/v1', 'PodStatus', 'nominatedNodeName'),
    pod => textAt(pod, 'status', 'nominatedNodeName') ?? '<none>',
  ),
  wide(
    'Readiness Gates',
    described('api/v1', 'PodSpec', 'readinessGates'),
    pod => {
      const gates = listAt(pod, 'spec', 'readinessGates');
      if (gates.length === 0) return '<none>';
      const met = gates.filter(gate =>
        listAt(pod, 'status', 'conditions').some(
          condition =>
            condition.type === gate.conditionType &&
            condition.status === 'True',
        ),
      );
      return `${met.length}/${gates.length}`;
    },
  ),
];
