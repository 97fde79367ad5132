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
import { ageColumn, nameColumn } from './commonColumns';
import { descriptions } from './descriptions';
import { ageOf } from './humanDuration';

const count = (field: string) => (object: unknown) =>
  Object.keys((at(object, field) as object | undefined) ?? {}).length;

const configMaps: Column[] = [
  nameColumn,
  column(
    'Data',
    descriptions.data,
    object => count('data')(object) + count('binaryData')(object),
  ),
  ageColumn,
];

const secrets: Column[] = [
  nameColumn,
  column(
    'Type',
    'Used to facilitate programmatic handling of secret data.',
    object => textAt(object, 'type') ?? '',
  ),
  column('Data', 'Number of entries.', count('data'), { type: 'integer' }),
  ageColumn,
];

const namespaces: Column[] = [
  nameColumn,
  column(
    'Status',
    'The status of the namespace',
    object => textAt(object, 'status', 'phase') ?? '',
  ),
  ageColumn,
];

const nodes: Column[] = [
  nameColumn,
  column('Status', 'The status of the node', node => {
    const ready = listAt(node, 'status', 'conditions').find(
      condition => condition.type === 'Ready',
    );
    const word = ready?.status === 'True' ? 'Ready' : 'NotReady';
    return at(node, 'spec', 'unschedulable') === true
      ? `${word},SchedulingDisabled`
      : word;
  }),
  column('Roles', 'The roles of the node', node => {
    const prefix = 'node-role.kubernetes.io/';
    const roles = Object.keys(node.metadata.labels ?? {})
      .filter(label => label.startsWith(prefix))
      .map(label => label.slice(prefix.length));
    return roles.sort().join(',') || '<none>';
  }),
  ageColumn,
  column(
    'Version',
    'Kubelet version.',
    node => textAt(node, 'status', 'nodeInfo', 'kubeletVersion') ?? '',
  ),
  wide(
    'Internal-IP',
    'Address inside the cluster.',
    node =>
      textAt(
        listAt(node, 'status', 'addresses').find(
          address => address.type === 'InternalIP',
        ),
        'address',
      ) ?? '<none>',
  ),
];

const serviceAccounts: Column[] = [
  nameColumn,
  column(
    'Secrets',
    'Secrets that its pods may use.',
    object => listAt(object, 'secrets').length,
  ),
  ageColumn,
];

const events: Column[] = [
  column('Last Seen', 'Time when this event was last observed', (event, now) =>
    ageOf(
      textAt(event, 'series', 'lastObservedTime') ??
        textAt(event, 'lastTimestamp') ??
        textAt(event, 'eventTime') ??
        event.metadata.creationTimestamp,
      now,
    ),
  ),
  column('Type', 'Normal or Warning', event => textAt(event, 'type') ?? ''),
  column('Reason', 'Why it happened', event => textAt(event, 'reason') ?? ''),
  column('Object', 'What it is about', event => {
    const about = at(event, 'involvedObject') ?? at(event, 'regarding');
    return `${(textAt(about, 'kind') ?? '').toLowerCase()}/${textAt(
      about,
      'name',
    )}`;
  }),
  column('Message', 'What happened', event =>
    (textAt(event, 'message') ?? textAt(event, 'note') ?? '').trim(),
  ),
];

const portText = (port: Record<string, unknown>): string =>
  port.nodePort
    ? `${port.port}:${port.nodePort}/${port.protocol}`
    : `${port.port}/${port.protocol}`;

const services: Column[] = [
  nameColumn,
  column(
    'Type',
    'How the service is exposed.',
    object => textAt(object, 'spec', 'type') ?? '',
  ),
  column(
    'Cluster-IP',
    'IP address of the service in the cluster.',
    object => textAt(object, 'spec', 'clusterIP') ?? '<none>',
  ),
  column('External-IP', 'IP addresses outside the cluster.', object => {
    const ips = listAt(object, 'status', 'loadBalancer', 'ingress').map(
      each => each.ip ?? each.hostname,
    );
    return (
      [...listAt(object, 'spec', 'externalIPs'), ...ips].join(',') || '<none>'
    );
  }),
  column(
    'Port(s)',
    'The ports that are exposed by this service.',
    object =>
      listAt(object, 'spec', 'ports').map(portText).join(',') || '<none>',
  ),
  ageColumn,
  wide('Selector', 'Pods that get its traffic.', object =>
    selectorText({ matchLabels: at(object, 'spec', 'selector') }),
  ),
];

const endpoints: Column[] = [
  nameColumn,
  column('Endpoints', 'Addresses with their ports.', object => {
    const all = listAt(object, 'subsets').flatMap(subset =>
      listAt(subset, 'addresses').flatMap(address =>
        listAt(subset, 'ports').map(port => `${address.ip}:${port.port}`),
      ),
    );
    if (all.length === 0) return '<none>';
    return all.length > 3
      ? `${all.slice(0, 3).join(',')} + ${all.length - 3} more...`
      : all.join(',');
  }),
  ageColumn,
];

const ingresses: Column[] = [
  nameColumn,
  column(
    'Class',
    'The IngressClass.',
    object => textAt(object, 'spec', 'ingressClassName') ?? '<none>',
  ),
  column('Hosts', 'Hosts that it serves.', object => {
    const hosts = listAt(object, 'spec', 'rules')
      .map(rule => rule.host)
      .filter(Boolean);
    return hosts.join(',') || '*';
  }),
  column('Address', 'Where it listens.', object =>
    listAt(object, 'status', 'loadBalancer', 'ingress')
      .map(each => each.ip ?? each.hostname)
      .join(','),
  ),
  column('Ports', 'Ports that it serves.', object =>
    listAt(object, 'spec', 'tls').length > 0 ? '80, 443' : '80',
  ),
  ageColumn,
];

const networkPolicies: Column[] = [
  nameColumn,
  column('Pod-Selector', 'Pods that it is for.', object =>
    selectorText(at(object, 'spec', 'podSelector')),
  ),
  ageColumn,
];

const bindings: Column[] = [
  nameColumn,
  column(
    'Role',
    'The role that is given.',
    object =>
      `${textAt(object, 'roleRef', 'kind')}/${textAt(
        object,
        'roleRef',
        'name',
      )}`,
  ),
  ageColumn,
];

const roles: Column[] = [
  nameColumn,
  column(
    'Created At',
    descriptions.age,
    object => object.metadata.creationTimestamp ?? '',
  ),
];

const definitions: Column[] = [
  nameColumn,
  column(
    'Created At',
    descriptions.age,
    object => object.metadata.creationTimestamp ?? '',
  ),
];

const leases: Column[] = [
  nameColumn,
  column(
    'Holder',
    'Who holds it.',
    object => textAt(object, 'spec', 'holderIdentity') ?? '',
  ),
  ageColumn,
];

const volumes: Column[] = [
  nameColumn,
  column(
    'Capacity',
    'Its size.',
    object => textAt(object, 'spec', 'capacity', 'storage') ?? '',
  ),
  column(
    'Status',
    'Its phase.',
    object => textAt(object, 'status', 'phase') ?? '',
  ),
  ageColumn,
];

const claims: Column[] = [
  nameColumn,
  column(
    'Status',
    'Its phase.',
    object => textAt(object, 'status', 'phase') ?? '',
  ),
  column(
    'Volume',
    'The volume that it got.',
    object => textAt(object, 'spec', 'volumeName') ?? '',
  ),
  column(
    'Capacity',
    'Its size.',
    object => textAt(object, 'status', 'capacity', 'storage') ?? '',
  ),
  ageColumn,
];

const quotas: Column[] = [
  nameColumn,
  column(
    'Hard',
    'How many limits it sets.',
    object =>
      Object.keys((at(object, 'spec', 'hard') as object | undefined) ?? {})
        .length || numberAt(object, 'count'),
  ),
  ageColumn,
];

/** Columns of everything that runs no Pods, by `group/Kind`. */
export const clusterColumns: Record<string, Column[]> = {
  '/ConfigMap': configMaps,
  '/Secret': secrets,
  '/Namespace': namespaces,
  '/Node': nodes,
  '/ServiceAccount': serviceAccounts,
  '/Event': events,
  'events.k8s.io/Event': events,
  '/Service': services,
  '/Endpoints': endpoints,
  '/PersistentVolume': volumes,
  '/PersistentVolumeClaim': claims,
  '/ResourceQuota': quotas,
  'networking.k8s.io/Ingress': ingresses,
  'networking.k8s.io/NetworkPolicy': networkPolicies,
  'rbac.authorization.k8s.io/Role': roles,
  'rbac.authorization.k8s.io/ClusterRole': roles,
  'rbac.authorization.k8s.io/RoleBinding': bindings,
  'rbac.authorization.k8s.io/ClusterRoleBinding': bindings,
  'apiextensions.k8s.io/CustomResourceDefinition': definitions,
  'coordination.k8s.io/Lease': leases,
};
