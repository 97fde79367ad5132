import { randomBytes } from 'node:crypto';
import type { KubeObject } from '../schema/types';
import type { Actor, ClusterApi } from './ClusterApi';
import { microTimeText, timeText } from './timestamps';

/** Writes the Events that `kubectl describe` and `kubectl get events` show. */
export class EventRecorder {
  readonly #api: ClusterApi;
  readonly #now: () => Date;

  constructor(options: { api: ClusterApi; now: () => Date }) {
    this.#api = options.api;
    this.#now = options.now;
  }

  /** An event as most controllers write it (`core/v1` series). */
  async record(
    about: KubeObject,
    event: {
      actor: Actor;
      component: string;
      type?: 'Normal' | 'Warning';
      reason: string;
      message: string;
    },
  ): Promise<void> {
    const time = timeText(this.#now());
    await this.#create(about, event.actor, {
      reason: event.reason,
      message: event.message,
      source: { component: event.component },
      firstTimestamp: time,
      lastTimestamp: time,
      count: 1,
      type: event.type ?? 'Normal',
      eventTime: null,
      reportingComponent: event.component,
      reportingInstance: '',
    });
  }

  /** An event as the scheduler writes it (`events.k8s.io/v1` series). */
  async recordAction(
    about: KubeObject,
    event: {
      actor: Actor;
      component: string;
      action: string;
      reason: string;
      message: string;
    },
  ): Promise<void> {
    await this.#create(about, event.actor, {
      reason: event.reason,
      message: event.message,
      source: {},
      firstTimestamp: null,
      lastTimestamp: null,
      type: 'Normal',
      eventTime: microTimeText(this.#now()),
      action: event.action,
      reportingComponent: event.component,
      reportingInstance: `${event.component}-sandbox`,
    });
  }

  async #create(
    about: KubeObject,
    actor: Actor,
    fields: Record<string, unknown>,
  ): Promise<void> {
    const { name, namespace, uid, resourceVersion } = about.metadata;
    try {
      await this.#api.create(
        {
          apiVersion: 'v1',
          kind: 'Event',
          metadata: {
            name: `${name}.${randomBytes(8).toString('hex')}`,
            namespace: namespace ?? 'default',
          },
          involvedObject: {
            kind: about.kind,
            namespace,
            name,
            uid,
            apiVersion: about.apiVersion,
            resourceVersion,
          },
          ...fields,
        },
        { actor },
      );
    } catch {
      // An event that finds no namespace any more is lost, as in the real cluster.
    }
  }
}
