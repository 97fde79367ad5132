import express from 'express';
import { Faults } from '../../faults/Faults';
import { faultMiddleware } from '../../faults/faultMiddleware';
import { listen } from '../../http/listen';
import {
  ClusterConnection,
  KubernetesClient,
} from '../../kubernetes-client/KubernetesClient';
import { install } from '../../operators/install';
import type { StandIn } from '../../StandIn';
import { ImageReader } from './image/ImageReader';
import { customResources } from './install/customResources';
import { Operator } from './Operator';

export interface TrivyOperatorOptions {
  /** Unique in one sandbox: `trivy-operator-prod`. */
  name?: string;
  /** The cluster that it lives in, with the token of its service account. */
  cluster: ClusterConnection;
  /** Base URL of each registry, by the host that image references begin with. */
  registries: Record<string, string>;
  /** Images that the nodes have: their digest by reference. */
  present?: Readonly<Record<string, string>>;
  port?: number;
  now?: () => Date;
  /** How long a report is good; 24 h. */
  reportTtlMs?: number;
  /** How long a scan takes; 500 ms. */
  scanMs?: number;
  /** How often is looked for reports whose time is over; 10 s. */
  expiryIntervalMs?: number;
}

const namespace = 'trivy-system';
const userAgent = 'trivy-operator/0.32.0';
const dayMs = 24 * 60 * 60 * 1000;

/** Starts the Trivy Operator in a cluster: installs its custom resources there and keeps reports. */
export async function startTrivyOperator(
  options: TrivyOperatorOptions,
): Promise<StandIn> {
  const { name = 'trivy-operator', now = () => new Date() } = options;
  const client = new KubernetesClient({ ...options.cluster, userAgent });
  const faults = new Faults();
  await install(client, { namespace, definitions: customResources });
  const operator = new Operator({
    client,
    images: new ImageReader({
      registries: options.registries,
      present: options.present ?? {},
    }),
    faults,
    now,
    scanMs: options.scanMs ?? 500,
    reportTtlMs: options.reportTtlMs ?? dayMs,
    copiedLabels: ['backstage.io/kubernetes-id'],
  });
  const app = express();
  app.disable('x-powered-by');
  app.use(faultMiddleware(faults, (res, status) => res.status(status).end()));
  app.get(['/healthz', '/readyz'], (_req, res) => {
    res.type('text').send('ok');
  });
  const listener = await listen(app, { port: options.port });
  await operator.start();
  const expiry = setInterval(() => {
    // The cluster may be away: the next round tries again.
    operator.expire().catch(() => {});
  }, options.expiryIntervalMs ?? 10_000);
  expiry.unref();

  const stop = async () => {
    clearInterval(expiry);
    await operator.stop();
    await listener.close();
  };
  let closed: Promise<void> | undefined;
  return {
    name,
    url: listener.url,
    faults,
    close() {
      closed ??= stop();
      return closed;
    },
  };
}
