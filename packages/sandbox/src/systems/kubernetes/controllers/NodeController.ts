import type { Actor, ClusterApi, ClusterEvent, ObjectKey } from './ClusterApi';
import type { Controller } from './Controller';
import { kinds } from './kinds';
import { keyOf } from './owners';
import { timeText } from './timestamps';

const nodeNames = ['worker-1', 'worker-2'];
const actorOf = (node: string): Actor => ({
  user: `system:node:${node}`,
  fieldManager: 'kubelet',
});
const capacity = { cpu: '16', memory: '64Gi', pods: '250' };

/** The cluster's nodes: two that say they are ready, and come back when they are deleted. */
export class NodeController implements Controller {
  readonly name = 'nodes';
  readonly watches = [kinds.node];
  readonly #api: ClusterApi;
  readonly #now: () => Date;

  constructor(options: { api: ClusterApi; now: () => Date }) {
    this.#api = options.api;
    this.#now = options.now;
  }

  keysOf({ object, type }: ClusterEvent): ObjectKey[] {
    return type === 'DELETED' ? [keyOf(object)] : [];
  }

  allKeys(): ObjectKey[] {
    return nodeNames.map(name => ({ name }));
  }

  async reconcile({ name }: ObjectKey): Promise<void> {
    if (!nodeNames.includes(name)) return;
    const actor = actorOf(name);
    const node =
      this.#api.get(kinds.node, { name }) ??
      (await this.#api.create(
        {
          apiVersion: 'v1',
          kind: 'Node',
          metadata: {
            name,
            labels: {
              'kubernetes.io/hostname': name,
              'kubernetes.io/os': 'linux',
              'kubernetes.io/arch': 'amd64',
            },
          },
          spec: {},
        },
        { actor },
      ));
    if ((node.status as { conditions?: unknown[] })?.conditions?.length) return;
    const time = timeText(this.#now());
    await this.#api.updateStatus(
      {
        ...node,
        status: {
          capacity,
          allocatable: capacity,
          conditions: [
            {
              type: 'Ready',
              status: 'True',
              lastHeartbeatTime: time,
              lastTransitionTime: time,
              reason: 'KubeletReady',
              message: 'kubelet is posting ready status',
            },
          ],
          addresses: [
            { type: 'InternalIP', address: '127.0.0.1' },
            { type: 'Hostname', address: name },
          ],
          nodeInfo: {
            architecture: 'amd64',
            bootID: '',
            containerRuntimeVersion: 'sandbox',
            kernelVersion: '',
            kubeProxyVersion: '',
            kubeletVersion: 'v1.36.3',
            machineID: '',
            operatingSystem: 'linux',
            osImage: 'Portolan sandbox: nothing runs here',
            systemUUID: '',
          },
        },
      },
      { actor },
    );
  }
}
