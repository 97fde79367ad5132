import { equalJson } from '../../schema/json';
import { matchesSelector } from '../../schema/labelSelector';
import type { KubeObject } from '../../schema/types';
import type { Actor, ClusterApi, ClusterEvent, ObjectKey } from '../ClusterApi';
import type { Controller } from '../Controller';
import { kinds } from '../kinds';
import { controlledBy, controllerReference, keyOf } from '../owners';
import { isReady } from '../pods';
import { podPort, ServicePort, ServiceSpec } from './servicePorts';

const actor: Actor = {
  user: 'system:serviceaccount:kube-system:endpointslice-controller',
  fieldManager: 'kube-controller-manager',
};
const serviceLabel = 'kubernetes.io/service-name';
const managerLabel = 'endpointslice.kubernetes.io/managed-by';
const manager = 'endpointslice-controller.k8s.io';

/** Service → EndpointSlice: the Pods that it selects, ready or not. */
export class EndpointSliceController implements Controller {
  readonly name = 'endpointslice-controller';
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
      .filter(service => takes(service, labels))
      .map(keyOf);
  }

  allKeys(api: ClusterApi): ObjectKey[] {
    return api.list(kinds.service).map(keyOf);
  }

  async reconcile(key: ObjectKey): Promise<void> {
    const service = this.#api.get(kinds.service, key);
    if (!service || service.metadata.deletionTimestamp) return;
    const { selector, ports = [], type } = service.spec as ServiceSpec;
    if (!selector || type === 'ExternalName') return;
    const pods = this.#api
      .list(kinds.pod, { namespace: key.namespace })
      .filter(pod => takes(service, pod.metadata.labels) && addressOf(pod));
    const content = {
      endpoints: pods.map(toEndpoint),
      ports: ports.map(port => toPort(port, pods[0])),
    };
    const [slice] = controlledBy(this.#api, kinds.endpointSlice, service);
    if (!slice) await this.#create(service, content);
    else if (
      !equalJson(slice.endpoints, content.endpoints) ||
      !equalJson(slice.ports, content.ports)
    ) {
      await this.#api.update({ ...slice, ...content }, { actor });
    }
  }

  async #create(service: KubeObject, content: object): Promise<void> {
    const { name, namespace, labels } = service.metadata;
    await this.#api.create(
      {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: {
          generateName: `${name}-`,
          namespace,
          labels: {
            ...labels,
            [managerLabel]: manager,
            [serviceLabel]: name ?? '',
          },
          ownerReferences: [controllerReference(kinds.service, service)],
        },
        addressType: 'IPv4',
        ...content,
      },
      { actor },
    );
  }
}

function takes(
  service: KubeObject,
  labels: Record<string, string> | undefined,
): boolean {
  const { selector } = service.spec as ServiceSpec;
  return (
    selector !== undefined && matchesSelector({ matchLabels: selector }, labels)
  );
}

function addressOf(pod: KubeObject): string | undefined {
  return (pod.status as { podIP?: string } | undefined)?.podIP;
}

function toEndpoint(pod: KubeObject) {
  const { name, namespace, uid, deletionTimestamp } = pod.metadata;
  const isServing = isReady(pod);
  return {
    addresses: [addressOf(pod)],
    conditions: {
      ready: isServing && !deletionTimestamp,
      serving: isServing,
      terminating: deletionTimestamp !== undefined,
    },
    nodeName: (pod.spec as { nodeName?: string }).nodeName,
    targetRef: { kind: 'Pod', namespace, name, uid },
  };
}

function toPort(port: ServicePort, pod: KubeObject | undefined) {
  return {
    name: port.name ?? '',
    port: podPort(port, pod),
    protocol: port.protocol ?? 'TCP',
  };
}
