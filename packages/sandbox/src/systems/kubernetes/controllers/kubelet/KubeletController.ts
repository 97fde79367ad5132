import type { KubeObject } from '../../schema/types';
import type { Actor, ClusterApi, ClusterEvent, ObjectKey } from '../ClusterApi';
import type { Again, Controller } from '../Controller';
import type { EventRecorder } from '../EventRecorder';
import type { ResolveImage } from '../index';
import { kinds } from '../kinds';
import { controllerOf, keyOf } from '../owners';
import { timeText } from '../timestamps';
import { podAddress } from './podAddress';
import {
  crashingStatus,
  finishedStatus,
  imagesOf,
  Pulled,
  pullingStatus,
  runningStatus,
} from './podStatus';

const component = 'kubelet';
/** `crash-loop`: the containers start and fail, again and again. */
const behaviourKey = 'sandbox.portolan.io/behaviour';
const pullRetryMs = 10_000;
const longestBackOffSeconds = 300;

const actorOf = (node: string): Actor => ({
  user: `system:node:${node}`,
  fieldManager: 'kubelet',
});
const nodeOf = (pod: KubeObject) =>
  (pod.spec as { nodeName?: string }).nodeName;
const phaseOf = (pod: KubeObject) =>
  (pod.status as { phase?: string } | undefined)?.phase;

/** Runs Pods on paper: pulls (resolves) their images, and reports what a node would. */
export class KubeletController implements Controller {
  readonly name = component;
  readonly watches = [kinds.pod];
  readonly #api: ClusterApi;
  readonly #events: EventRecorder;
  readonly #resolveImage: ResolveImage;
  readonly #now: () => Date;

  constructor(options: {
    api: ClusterApi;
    events: EventRecorder;
    resolveImage: ResolveImage;
    now: () => Date;
  }) {
    this.#api = options.api;
    this.#events = options.events;
    this.#resolveImage = options.resolveImage;
    this.#now = options.now;
  }

  keysOf({ object, type }: ClusterEvent): ObjectKey[] {
    return type === 'DELETED' ? [] : [keyOf(object)];
  }

  allKeys(api: ClusterApi): ObjectKey[] {
    return api.list(kinds.pod).map(keyOf);
  }

  async reconcile(key: ObjectKey, again: Again): Promise<void> {
    const pod = this.#api.get(kinds.pod, key);
    const node = pod && nodeOf(pod);
    if (!pod || !node) return;
    if (pod.metadata.deletionTimestamp) {
      await this.#api.delete(kinds.pod, key, {
        actor: actorOf(node),
        uid: pod.metadata.uid,
        gracePeriodSeconds: 0,
      });
      return;
    }
    const crashes = pod.metadata.annotations?.[behaviourKey] === 'crash-loop';
    const running = phaseOf(pod) === 'Running';
    if (running && crashes) {
      await this.#restart(pod, node, again);
    } else if (phaseOf(pod) === 'Pending' || phaseOf(pod) === undefined) {
      await this.#start(pod, node, crashes, again);
    }
  }

  async #start(
    pod: KubeObject,
    node: string,
    crashes: boolean,
    again: Again,
  ): Promise<void> {
    const time = timeText(this.#now());
    const pulled = await this.#pull(pod);
    const missing = [...pulled].find(([, each]) => each.result === 'failed');
    if (missing) {
      const waits = isWaiting(pod);
      if (!waits) {
        await this.#write(pod, node, pullingStatus({ pod, time }));
        const [image, failure] = missing;
        await this.#events.record(pod, {
          actor: actorOf(node),
          component,
          type: 'Warning',
          reason: 'Failed',
          message: `Failed to pull image "${image}": ${
            failure.result === 'failed' ? failure.message : ''
          }`,
        });
      }
      again(keyOf(pod), pullRetryMs);
      return;
    }
    if (controllerOf(pod, kinds.job)) {
      const failed = imagesOf(pod).some(image => image.includes('must-fail'));
      await this.#write(
        pod,
        node,
        finishedStatus({
          pod,
          pulled,
          failed,
          podIP: this.#address(pod),
          time,
        }),
      );
    } else if (crashes) {
      await this.#crash({ pod, node, pulled, restarts: 1, again });
    } else {
      const podIP = this.#address(pod);
      await this.#write(pod, node, runningStatus({ pod, pulled, podIP, time }));
    }
  }

  /** Starts a crashed container again once its back-off is over. */
  async #restart(pod: KubeObject, node: string, again: Again): Promise<void> {
    const { containerStatuses = [] } = pod.status as {
      containerStatuses?: Array<{
        restartCount: number;
        lastState?: { terminated?: { finishedAt: string } };
      }>;
    };
    const restarts = containerStatuses[0]?.restartCount ?? 0;
    const failedAt = containerStatuses[0]?.lastState?.terminated?.finishedAt;
    const over = Date.parse(failedAt ?? '') + backOffSeconds(restarts) * 1000;
    const left = over - this.#now().getTime();
    if (left > 0) {
      again(keyOf(pod), left);
      return;
    }
    const pulled = await this.#pull(pod);
    await this.#crash({ pod, node, pulled, restarts: restarts + 1, again });
  }

  async #crash(options: {
    pod: KubeObject;
    node: string;
    pulled: Pulled;
    restarts: number;
    again: Again;
  }): Promise<void> {
    const { pod, node, pulled, restarts, again } = options;
    const seconds = backOffSeconds(restarts);
    const time = timeText(this.#now());
    await this.#write(
      pod,
      node,
      crashingStatus({
        pod,
        pulled,
        restarts,
        backOffSeconds: seconds,
        podIP: this.#address(pod),
        time,
      }),
    );
    again(keyOf(pod), seconds * 1000);
  }

  async #pull(pod: KubeObject): Promise<Pulled> {
    const pulled: Pulled = new Map();
    for (const image of new Set(imagesOf(pod))) {
      pulled.set(image, await this.#resolveImage(image));
    }
    return pulled;
  }

  #address(pod: KubeObject): string {
    return podAddress(pod, this.#api.list(kinds.pod));
  }

  async #write(pod: KubeObject, node: string, status: object): Promise<void> {
    await this.#api.updateStatus({ ...pod, status }, { actor: actorOf(node) });
  }
}

function isWaiting(pod: KubeObject): boolean {
  const { containerStatuses = [] } = (pod.status ?? {}) as {
    containerStatuses?: Array<{ state?: { waiting?: unknown } }>;
  };
  return containerStatuses.some(({ state }) => state?.waiting !== undefined);
}

/** 10 s, doubled at each restart, five minutes at the most. */
function backOffSeconds(restarts: number): number {
  return Math.min(longestBackOffSeconds, 10 * 2 ** Math.max(0, restarts - 1));
}
