import { Faults } from '../../faults/Faults';
import { createServerCertificate } from '../../http/createServerCertificate';
import { listen } from '../../http/listen';
import type { ObjectChange } from '../../kubernetes-client/Informer';
import {
  ClusterConnection,
  KubernetesClient,
  KubernetesError,
} from '../../kubernetes-client/KubernetesClient';
import {
  keyText,
  KubernetesObject,
} from '../../kubernetes-client/KubernetesObject';
import { ensure, install } from '../../operators/install';
import { watchKind } from '../../operators/watchKind';
import { namespaceKind } from '../../operators/workloadKinds';
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

  const namespaces = watchKind(client, namespaceKind, change => {
    if (labelsChanged(change)) scanner.rescan(change.after?.metadata.name);
  });
  const scanner = new Scanner({ client, policies, namespaces, faults, now });
  const certificate = await createServerCertificate({
    authority: `${name}-ca`,
    subject: 'kyverno-svc.kyverno.svc',
    names: ['localhost', 'kyverno-svc.kyverno.svc'],
  });
  const listener = await listen(
    createAdmissionServer({
      policies,
      faults,
      findNamespace: async name =>
        namespaces.get(namespaceKey(name)) ??
        client
          .get<KubernetesObject>(`/api/v1/namespaces/${name}`)
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
  namespaces.start();
  await namespaces.synced;
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
    await namespaces.stop();
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

function namespaceKey(name: string): string {
  return keyText({ group: '', kind: 'Namespace', namespace: '', name });
}

function labelsChanged({ before, after }: ObjectChange): boolean {
  const text = (object?: KubernetesObject) =>
    JSON.stringify(object?.metadata.labels ?? {});
  return before !== undefined && text(before) !== text(after);
}

function nothingWhenMissing(error: unknown): undefined {
  if (!KubernetesError.isNotFound(error)) throw error;
  return undefined;
}
