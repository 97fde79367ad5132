import type { Actor, ClusterApi, ClusterEvent, ObjectKey } from './ClusterApi';
import type { Controller } from './Controller';
import { kinds } from './kinds';
import { keyOf } from './owners';

const fieldManager = 'kube-controller-manager';
const accounts: Actor = {
  user: 'system:serviceaccount:kube-system:service-account-controller',
  fieldManager,
};
const roots: Actor = {
  user: 'system:serviceaccount:kube-system:root-ca-cert-publisher',
  fieldManager,
};
const rootDescription =
  'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.';

/** What every namespace has: the ServiceAccount `default` and the cluster's CA. */
export class NamespaceDefaultsController implements Controller {
  readonly name = 'namespace-defaults';
  readonly watches = [kinds.namespace, kinds.serviceAccount, kinds.configMap];
  readonly #api: ClusterApi;
  readonly #certificateAuthority: string;

  constructor(options: { api: ClusterApi; certificateAuthority: string }) {
    this.#api = options.api;
    this.#certificateAuthority = options.certificateAuthority;
  }

  keysOf({ gvk, object, type }: ClusterEvent): ObjectKey[] {
    if (gvk.kind === 'Namespace') {
      return type === 'DELETED' ? [] : [keyOf(object)];
    }
    const { namespace } = object.metadata;
    return type === 'DELETED' && namespace ? [{ name: namespace }] : [];
  }

  allKeys(api: ClusterApi): ObjectKey[] {
    return api.list(kinds.namespace).map(keyOf);
  }

  async reconcile({ name: namespace }: ObjectKey): Promise<void> {
    const found = this.#api.get(kinds.namespace, { name: namespace });
    if (!found || found.metadata.deletionTimestamp) return;
    const account = { namespace, name: 'default' };
    if (!this.#api.get(kinds.serviceAccount, account)) {
      await this.#api.create(
        { apiVersion: 'v1', kind: 'ServiceAccount', metadata: account },
        { actor: accounts },
      );
    }
    const root = { namespace, name: 'kube-root-ca.crt' };
    if (!this.#api.get(kinds.configMap, root)) {
      await this.#api.create(
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: {
            ...root,
            annotations: { 'kubernetes.io/description': rootDescription },
          },
          data: { 'ca.crt': this.#certificateAuthority },
        },
        { actor: roots },
      );
    }
  }
}
