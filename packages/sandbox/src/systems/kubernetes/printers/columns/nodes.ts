import type { KubeObject } from '../../schema/types';
import { at, Column, column, listAt, textAt, wide } from '../Column';
import { ageColumn, nameColumn } from '../commonColumns';
import { described } from '../fieldDescription';

const ROLE_LABEL = 'node-role.kubernetes.io/';

function nodeStatus(node: KubeObject): string {
  const ready = listAt(node, 'status', 'conditions').find(
    condition => condition.type === 'Ready',
  );
  const words = {
    True: 'Ready',
    False: 'NotReady',
    Unknown: 'NotReady',
  } as Record<string, string>;
  const word = words[String(ready?.status)] ?? 'Unknown';
  return at(node, 'spec', 'unschedulable') === true
    ? `${word},SchedulingDisabled`
    : word;
}

function nodeRoles(node: KubeObject): string {
  const labels = node.metadata.labels ?? {};
  const roles = Object.keys(labels)
    .filter(label => label.startsWith(ROLE_LABEL))
    .map(label => label.slice(ROLE_LABEL.length));
  const old = labels['kubernetes.io/role'];
  return [...roles, ...(old ? [old] : [])].sort().join(',') || '<none>';
}

const addressOf = (node: KubeObject, type: string): string =>
  textAt(
    listAt(node, 'status', 'addresses').find(address => address.type === type),
    'address',
  ) ?? '<none>';

const systemColumn = (
  name: string,
  field: string,
  read: (node: KubeObject, value: string) => string = (_node, value) => value,
): Column =>
  wide(name, described('api/v1', 'NodeSystemInfo', field), node =>
    read(node, textAt(node, 'status', 'nodeInfo', field) || '<unknown>'),
  );

export const nodes: Column[] = [
  nameColumn,
  column('Status', 'The status of the node', nodeStatus),
  column('Roles', 'The roles of the node', nodeRoles),
  ageColumn,
  column(
    'Version',
    described('api/v1', 'NodeSystemInfo', 'kubeletVersion'),
    node => textAt(node, 'status', 'nodeInfo', 'kubeletVersion') ?? '',
  ),
  wide('Internal-IP', described('api/v1', 'NodeStatus', 'addresses'), node =>
    addressOf(node, 'InternalIP'),
  ),
  wide('External-IP', described('api/v1', 'NodeStatus', 'addresses'), node =>
    addressOf(node, 'ExternalIP'),
  ),
  systemColumn('OS-Image', 'osImage'),
  systemColumn('Kernel-Version', 'kernelVersion', (node, version) => {
    const architecture = textAt(node, 'status', 'nodeInfo', 'architecture');
    return architecture ? `${version} (${architecture})` : version;
  }),
  systemColumn('Container-Runtime', 'containerRuntimeVersion'),
];
