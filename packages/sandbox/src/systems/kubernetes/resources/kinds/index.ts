import { ServedResource } from '../../discovery/ServedResource';
import { KindStrategy } from './KindStrategy';
import { customResourceDefinition } from './customResourceDefinition';
import { deployment } from './deployment';
import { job } from './job';
import { namespace } from './namespace';
import { pod } from './pod';
import { service } from './service';

export type { KindStrategy } from './KindStrategy';

const usual: KindStrategy = {};
const createdOnUpdate: KindStrategy = { createOnUpdate: true };
const answersDeleted: KindStrategy = { answersDeleted: true };

/** By the name under which objects are kept. */
const strategies: Record<string, KindStrategy> = {
  'customresourcedefinitions.apiextensions.k8s.io': customResourceDefinition,
  'deployments.apps': deployment,
  'jobs.batch': job,
  namespaces: namespace,
  // A kubelet registers its node together with what it found there.
  nodes: { initialStatus: 'given' },
  pods: pod,
  services: service,

  'clusterrolebindings.rbac.authorization.k8s.io': createdOnUpdate,
  'clusterroles.rbac.authorization.k8s.io': createdOnUpdate,
  endpoints: createdOnUpdate,
  events: createdOnUpdate,
  'leases.coordination.k8s.io': createdOnUpdate,
  limitranges: createdOnUpdate,
  'rolebindings.rbac.authorization.k8s.io': createdOnUpdate,
  'roles.rbac.authorization.k8s.io': createdOnUpdate,
  'runtimeclasses.node.k8s.io': createdOnUpdate,

  persistentvolumeclaims: answersDeleted,
  persistentvolumes: answersDeleted,
  podtemplates: answersDeleted,
  resourcequotas: answersDeleted,
  serviceaccounts: answersDeleted,
  'storageclasses.storage.k8s.io': answersDeleted,
};

export function strategyOf(type: ServedResource): KindStrategy {
  return strategies[type.storage.id] ?? usual;
}
