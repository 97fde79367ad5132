import { JsonClient } from '../../../http/JsonClient';
import { Cluster, Pod } from './Cluster';

/** How far back the first reading goes. */
const firstMs = 30 * 60_000;

type Stream = { stream: Record<string, string>; values: [string, string][] };

/** Carries what containers write to Loki, as Alloy does; what could not be sent is sent the next time. */
export class LogShipper {
  readonly #clusters: Cluster[];
  readonly #loki: JsonClient;
  readonly #now: () => Date;
  /** The time after the last line that was sent, for each container. */
  readonly #sentUntil = new Map<string, Date>();

  constructor(options: {
    clusters: Cluster[];
    lokiUrl: string;
    now: () => Date;
  }) {
    this.#clusters = options.clusters;
    this.#loki = new JsonClient({ url: options.lokiUrl });
    this.#now = options.now;
  }

  async ship(): Promise<void> {
    for (const cluster of this.#clusters) await this.#shipFrom(cluster);
  }

  async #shipFrom(cluster: Cluster): Promise<void> {
    const streams: Stream[] = [];
    const reached = new Map<string, Date>();
    for (const pod of await cluster.listPods()) {
      for (const { name, state, lastState } of pod.status.containerStatuses) {
        if (!state.running && !lastState.terminated) continue;
        const key = [
          cluster.name,
          pod.metadata.namespace,
          pod.metadata.name,
          name,
        ].join('/');
        const since =
          this.#sentUntil.get(key) ?? new Date(this.#now().getTime() - firstMs);
        const lines = await cluster.readLog(pod, name, since);
        if (lines.length === 0) continue;
        streams.push({
          stream: labelsOf(cluster.name, pod, name),
          values: lines.map(({ time, line }) => [
            `${time.getTime()}000000`,
            line,
          ]),
        });
        reached.set(key, new Date(lines[lines.length - 1].time.getTime() + 1));
      }
    }
    if (streams.length === 0) return;
    await this.#loki.post('/loki/api/v1/push', { streams });
    reached.forEach((time, key) => this.#sentUntil.set(key, time));
  }
}

function labelsOf(
  cluster: string,
  { metadata }: Pod,
  container: string,
): Record<string, string> {
  return {
    cluster,
    namespace: metadata.namespace,
    pod: metadata.name,
    container,
    service_name: metadata.labels['app.kubernetes.io/name'] ?? container,
  };
}
