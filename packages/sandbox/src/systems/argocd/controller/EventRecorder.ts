import { KubernetesClient } from '../../../kubernetes-client/KubernetesClient';
import { Application } from '../objects/Application';
import { toTimestamp } from './timestamps';

export type EventReason =
  | 'OperationStarted'
  | 'OperationCompleted'
  | 'ResourceUpdated'
  | 'ResourceCreated'
  | 'ResourceDeleted'
  | 'StatusRefreshed';

/** Writes Kubernetes Events about Applications, as Argo CD's audit logger does. */
export class EventRecorder {
  readonly #client: KubernetesClient;
  readonly #component: string;
  readonly #now: () => Date;
  #sequence = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: {
    client: KubernetesClient;
    component: 'argocd-application-controller' | 'argocd-server';
    now: () => Date;
  }) {
    this.#client = options.client;
    this.#component = options.component;
    this.#now = options.now;
  }

  /** Events are told in order and in the background: none is worth failing for. */
  record(
    application: Application,
    event: {
      reason: EventReason;
      message: string;
      type?: 'Normal' | 'Warning';
    },
  ): void {
    const body = this.#toEvent(application, event);
    const path = `/api/v1/namespaces/${body.metadata.namespace}/events`;
    this.#last = this.#last
      .then(() => this.#client.create(path, body))
      .catch(() => {});
  }

  async flush(): Promise<void> {
    await this.#last;
  }

  #toEvent(
    application: Application,
    event: {
      reason: EventReason;
      message: string;
      type?: 'Normal' | 'Warning';
    },
  ) {
    const { name, namespace, uid, resourceVersion } = application.metadata;
    const { destination } = application.spec;
    const now = this.#now();
    const timestamp = toTimestamp(now);
    this.#sequence = (this.#sequence + 1) % 1_000_000;
    const nanoseconds =
      BigInt(now.getTime()) * 1_000_000n + BigInt(this.#sequence);
    return {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: {
        name: `${name}.${nanoseconds.toString(16).padStart(16, '0')}`,
        namespace: namespace ?? 'argocd',
        annotations: {
          'dest-namespace': destination.namespace ?? '',
          'dest-server': destination.server ?? destination.name ?? '',
        },
      },
      involvedObject: {
        kind: 'Application',
        namespace,
        name,
        uid,
        apiVersion: 'argoproj.io/v1alpha1',
        resourceVersion,
      },
      reason: event.reason,
      message: event.message,
      source: { component: this.#component },
      firstTimestamp: timestamp,
      lastTimestamp: timestamp,
      count: 1,
      type: event.type ?? 'Normal',
    };
  }
}
