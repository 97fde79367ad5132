import {
  startGrafana,
  startLoki,
  startPrometheus,
} from '@portolan/sandbox/observability';

type StandIn = Awaited<ReturnType<typeof startGrafana>>;

export const token = 'glsa_of-a-viewer';

const rules = `
groups:
  - name: workloads
    rules:
      - alert: QueueTooLong
        expr: queue_depth > 10
        labels: {severity: critical}
        annotations:
          summary: "{{ $labels.pod }} has {{ $value }} waiting"
          runbook_url: https://runbooks.example.dev/queue
      - alert: QueueGrowing
        expr: queue_depth > 5
        for: 1h
        labels: {severity: warning}
        annotations: {summary: grows, runbook_url: "javascript:alert(1)"}
`;

/** How many messages wait, by namespace. */
export type Depths = Record<string, number>;

/** Grafana with a Prometheus and a Loki behind it, all stand-ins on loopback ports. */
export class Platform {
  readonly grafana: StandIn;
  readonly loki: StandIn;
  readonly prometheus: StandIn;

  static async start(
    options: { depths?: Depths; version?: string } = {},
  ): Promise<Platform> {
    const depths = options.depths ?? {};
    const loki = await startLoki();
    const prometheus = await startPrometheus({
      rules,
      targets: [
        {
          job: 'queues',
          instance: 'nonprod',
          scrape: async () => ({
            metadata: new Map(),
            samples: Object.entries(depths).map(([namespace, value]) => ({
              name: 'queue_depth',
              labels: {
                cluster: 'nonprod',
                namespace,
                pod: `${namespace}-7d9c5b8f6-aaaaa`,
              },
              value,
            })),
          }),
        },
      ],
    });
    const grafana = await startGrafana({
      token,
      version: options.version,
      lokiUrl: loki.url,
      prometheusUrl: prometheus.url,
      rules: [
        {
          uid: 'forecast',
          title: 'More than forecast',
          folder: 'Booking',
          folderUid: 'booking',
          expr: 'sum by (cluster, namespace) (queue_depth) > 15',
          forMs: 0,
          labels: { severity: 'warning' },
          annotations: { summary: 'More waits than the forecast says' },
        },
      ],
    });
    return new Platform({ grafana, loki, prometheus });
  }

  private constructor(systems: {
    grafana: StandIn;
    loki: StandIn;
    prometheus: StandIn;
  }) {
    this.grafana = systems.grafana;
    this.loki = systems.loki;
    this.prometheus = systems.prometheus;
  }

  /** Lines of one pod of quote-api in dev, a second apart, the last one a second ago. */
  async write(pod: string, lines: string[]): Promise<void> {
    const last = Date.now() - 1000;
    await fetch(`${this.loki.url}/loki/api/v1/push`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        streams: [
          {
            stream: {
              cluster: 'nonprod',
              namespace: 'quote-api-dev',
              service_name: 'quote-api',
              pod,
              container: 'quote-api',
            },
            values: lines.map((line, index) => [
              `${last - (lines.length - 1 - index) * 1000}000000`,
              line,
            ]),
          },
        ],
      }),
    });
  }

  async close(): Promise<void> {
    await this.grafana.close();
    await this.prometheus.close();
    await this.loki.close();
  }
}
