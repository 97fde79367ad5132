import { StandIn } from '../../StandIn';
import { Cluster, ClusterAddress } from './agent/Cluster';
import { exposeCluster } from './agent/exposeCluster';
import { LogShipper } from './agent/LogShipper';
import { startGrafana } from './grafana/startGrafana';
import { startLoki } from './loki/startLoki';
import { startPrometheus } from './prometheus/startPrometheus';
import { runEvery } from './runEvery';
import { grafanaRules, prometheusRules } from './seedRules';

export type ObservabilityOptions = {
  ports?: { grafana: number; loki: number; prometheus: number };
  now?: () => Date;
  clusters: ClusterAddress[];
  /** The token with which the portal reads Grafana. */
  token: string;
  /** How often logs are carried, metrics read and rules evaluated; 15 seconds by default. */
  intervalMs?: number;
};

export type Observability = {
  grafana: StandIn;
  loki: StandIn;
  prometheus: StandIn;
};

/** Loki, Prometheus and Grafana on three ports, fed from clusters as agents would. */
export async function startObservability(
  options: ObservabilityOptions,
): Promise<Observability> {
  const { ports, now = () => new Date(), intervalMs = 15_000 } = options;
  const clusters = options.clusters.map(address => new Cluster(address));
  const loki = await startLoki({ port: ports?.loki, now });
  const shipper = new LogShipper({ clusters, lokiUrl: loki.url, now });
  const stopShipping = runEvery(intervalMs, () =>
    // A cluster or Loki that does not answer is asked again the next time.
    shipper.ship().catch(() => {}),
  );
  const prometheus = await startPrometheus({
    port: ports?.prometheus,
    now,
    intervalMs,
    rules: prometheusRules,
    targets: clusters.map(cluster => ({
      job: 'kube-state-metrics',
      instance: cluster.name,
      scrape: async () => {
        const [pods, deployments] = await Promise.all([
          cluster.listPods(),
          cluster.listDeployments(),
        ]);
        return exposeCluster(cluster.name, { pods, deployments }, now());
      },
    })),
  });
  const grafana = await startGrafana({
    port: ports?.grafana,
    now,
    intervalMs,
    token: options.token,
    lokiUrl: loki.url,
    prometheusUrl: prometheus.url,
    rules: grafanaRules,
  });
  return {
    grafana,
    prometheus,
    loki: {
      ...loki,
      async close() {
        await stopShipping();
        await loki.close();
      },
    },
  };
}
