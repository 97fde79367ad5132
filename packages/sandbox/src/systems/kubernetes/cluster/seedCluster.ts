import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import YAML from 'yaml';
import { runUnreviewed } from '../resources/Operation';
import { ResourceContext } from '../resources/ResourceContext';
import { createObject } from '../resources/createObject';
import { KubeObject, gvkOf } from '../schema/types';
import { apiServerWriter } from './systemWriter';

/**
 * Where the resourceVersions of a fresh cluster start: what a real API server
 * writes before it is ready is as much, and compacted by then.
 */
const firstResourceVersion = 384;

const namespaces = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

const apiServerService: KubeObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: {
    name: 'kubernetes',
    namespace: 'default',
    labels: { component: 'apiserver', provider: 'kubernetes' },
  },
  spec: {
    clusterIP: '10.96.0.1',
    ports: [{ name: 'https', port: 443, targetPort: 6443 }],
  },
};

const priorityClasses: KubeObject[] = [
  {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name: 'system-cluster-critical' },
    value: 2_000_000_000,
    description:
      'Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.',
  },
  {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name: 'system-node-critical' },
    value: 2_000_001_000,
    description:
      'Used for system critical pods that must not be moved from their current node.',
  },
];

/** Makes what every cluster has from its first moment; nothing in one that has it. */
export function seedCluster(context: ResourceContext): void {
  const { store } = context;
  if (store.get('namespaces', { name: 'kube-system' })) return;
  const create = (object: KubeObject) =>
    runUnreviewed(
      createObject(context, {
        type: context.served.findByKind(gvkOf(object))!,
        namespace: object.metadata.namespace,
        body: object,
        write: apiServerWriter,
      }),
    );
  namespaces.forEach(name =>
    create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }),
  );
  readObjects('cluster-roles.yaml').forEach(create);
  readObjects('cluster-role-bindings.yaml').forEach(create);
  priorityClasses.forEach(create);
  create(apiServerService);
  store.compact(firstResourceVersion);
}

function readObjects(file: string): KubeObject[] {
  const path = join(__dirname, '..', 'auth', 'bootstrap', file);
  return YAML.parse(readFileSync(path, 'utf8')).items;
}
