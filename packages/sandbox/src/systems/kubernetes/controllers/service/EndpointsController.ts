import { equalJson } from '../../schema/json';
import { matchesSelector } from '../../schema/labelSelector';
import type { KubeObject } from '../../schema/types';
import type { Actor, ClusterApi, ClusterEvent, ObjectKey } from '../ClusterApi';
import type { Controller } from '../Controller';
import { kinds } from '../kinds';
import { keyOf } from '../owners';
import { isReady } from '../pods';
import { podPort, ServiceSpec } from './servicePorts';

const actor: Actor = {
  user: 'system:serviceaccount:kube-system:endpoint-controller',
  fieldManager: 'kube-controller-manager',
};

/** Service → Endpoints: the ready Pods that its selector takes. */
export class EndpointsController implements Controller {
  readonly name = 'endpoint-controller';
  readonly watches = [kinds.service, kinds.pod];
  readonly #api: ClusterApi;

  constructor(options: { api: ClusterApi }) {
    this.#api = options.api;
  }

  keysOf({ gvk, object }: ClusterEvent, api: ClusterApi): ObjectKey[] {
    if (gvk.kind === 'Service') return [keyOf(object)];
    const { namespace, labels } = object.metadata;
    return api
      .list(kinds.service, { namespace })
      .filter(service => {
        const { selector } = service.spec as ServiceSpec;
        return selector && matchesSelector({ matchLabels: selector }, labels);
      })
      .map(keyOf);
  }

  allKeys(api: ClusterApi): ObjectKey[] {
    return api.list(kinds.service).map(keyOf);
  }

  async reconcile(key: ObjectKey): Promise<void> {
    const service = this.#api.get(kinds.service, key);
    const endpoints = this.#api.get(kinds.endpoints, key);
    if (!service) {
      if (endpoints) {
        await this.#api.delete(kinds.endpoints, key, { actor });
      }
      return;
    }
    const { selector, ports = [] } = service.spec as ServiceSpec;
    if (!selector || service.metadata.deletionTimestamp) return;
    const pods = this.#api
      .list(kinds.pod, { namespace: key.namespace })
      .filter(pod =>
        matchesSelector({ matchLabels: selector }, pod.metadata.labels),
      )
      .filter(pod => isReady(pod) && !pod.metadata.deletionTimestamp);
    const subsets = pods.length
      ? [
          {
            addresses: pods.map(addressOf),
            ports: ports.map(port => ({
              ...(port.name && { name: port.name }),
              port: podPort(port, pods[0]),
              protocol: port.protocol ?? 'TCP',
            })),
          },
        ]
      : undefined;
    if (!endpoints) {
      await this.#api.create(
        {
          apiVersion: 'v1',
          kind: 'Endpoints',
          metadata: { ...key, labels: service.metadata.labels },
          subsets,
        },
        { actor },
      );
    } else if (!equalJson(endpoints.subsets, subsets)) {
      await this.#api.update({ ...endpoints, subsets }, { actor });
    }
  }
}

function addressOf(pod: KubeObject) {
  const { name, namespace, uid } = pod.metadata;
  return {
    ip: (pod.status as { podIP?: string }).podIP,
    nodeName: (pod.spec as { nodeName?: string }).nodeName,
    targetRef: { kind: 'Pod', namespace, name, uid },
  };
}
