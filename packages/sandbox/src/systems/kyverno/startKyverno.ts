import { Faults } from '../../faults/Faults';
import { createServerCertificate } from '../../http/createServerCertificate';
import { listen } from '../../http/listen';
import {
  ClusterConnection,
  KubernetesClient,
  KubernetesError,
} from '../../kubernetes-client/KubernetesClient';
import type { KubernetesObject } from '../../kubernetes-client/KubernetesObject';
import { ensure, install } from '../../operators/install';
import type { StandIn } from '../../StandIn';
import { policyWebhooks } from './admission/buildWebhooks';
import { createAdmissionServer } from './admission/createAdmissionServer';
import { customResources } from './install/customResources';
import { PolicyController } from './PolicyController';
import { PolicyIndex } from './policy/PolicyIndex';
import { Scanner } from './reports/Scanner';

export interface KyvernoOptions {
  /** Unique in one sandbox: `kyverno-prod`. */
  name?: string;
  /** The cluster that it lives in, with the token of its service account. */
  cluster: ClusterConnection;
  port?: number;
  now?: () => Date;
  /** How often everything is scanned again, for what only time changes; 60 s. */
  scanIntervalMs?: number;
}

const userAgent = 'kyverno/v1.19.1';
const namespace = 'kyverno';
const webhooksPath =
  '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations';

/** Starts Kyverno in a cluster: installs what it needs there, then guards admission and scans. */
export async function startKyverno(options: KyvernoOptions): Promise<StandIn> {
  const { name = 'kyverno', now = () => new Date() } = options;
  const client = new KubernetesClient({ ...options.cluster, userAgent });
  const faults = new Faults();
  const policies = new PolicyIndex(now);
  await install(client, { namespace, definitions: customResources });

  const scanner = new Scanner({ client, policies, faults, now });
  const certificate = await createServerCertificate({
    authority: `${name}-ca`,
    subject: 'kyverno-svc.kyverno.svc',
    names: ['localhost', 'kyverno-svc.kyverno.svc'],
  });
  const listener = await listen(
    createAdmissionServer({
      policies,
      faults,
      // A new one may not have been told of yet.
      findNamespace: async asked =>
        scanner.namespace(asked) ??
        client
          .get<KubernetesObject>(`/api/v1/namespaces/${asked}`)
          .catch(nothingWhenMissing),
    }),
    {
      port: options.port,
      tls: { key: certificate.key, cert: certificate.certificate },
    },
  );
  const server = {
    url: listener.url,
    caBundle: Buffer.from(certificate.authority).toString('base64'),
  };
  const controller = new PolicyController({
    client,
    policies,
    faults,
    now,
    server,
    onChange: () => scanner.rescan(),
  });
  await ensure(client, webhooksPath, policyWebhooks(server));
  await controller.start();
  await scanner.start();
  const rescan = setInterval(
    () => scanner.rescan(),
    options.scanIntervalMs ?? 60_000,
  );
  rescan.unref();

  const stop = async () => {
    clearInterval(rescan);
    await controller.stop();
    await scanner.stop();
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

function nothingWhenMissing(error: unknown): undefined {
  if (!KubernetesError.isNotFound(error)) throw error;
  return undefined;
}
