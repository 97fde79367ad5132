import express from 'express';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { StandIn, StandInOptions } from '../../StandIn';
import { Faults } from '../../faults/Faults';
import { faultMiddleware } from '../../faults/faultMiddleware';
import { listen } from '../../http/listen';
import { DocumentStore } from '../../state/DocumentStore';
import { namespaceLifecycle } from './admission/namespaceLifecycle';
import { podDefaults } from './admission/podDefaults';
import { WebhookAdmission } from './admission/webhooks/WebhookAdmission';
import { AuditLog } from './audit/AuditLog';
import { Authenticator, StaticToken } from './auth/Authenticator';
import { Authorizer } from './auth/Authorizer';
import { ServiceAccountTokens } from './auth/ServiceAccountTokens';
import { Reviews } from './auth/reviews';
import { readClusterPki } from './cluster/ClusterPki';
import { InProcessClusterApi } from './cluster/InProcessClusterApi';
import { keepClusterRolesAggregated } from './cluster/aggregateClusterRoles';
import { expireEvents } from './cluster/expireEvents';
import { fillTokenSecrets } from './cluster/fillTokenSecrets';
import { formatKubeconfig } from './cluster/kubeconfig';
import { seedCluster } from './cluster/seedCluster';
import { serveDefinitions } from './cluster/serveDefinitions';
import { ResolveImage, startControllers } from './controllers';
import { ServedResources } from './discovery/ServedResources';
import { ReadPodLog, believableLog } from './podlog/podLog';
import { ResourceContext } from './resources/ResourceContext';
import { createSchemas } from './schema';
import { ApiServer } from './server/ApiServer';
import { OpenApiAnswers } from './server/OpenApiAnswers';
import { PathAnswers } from './server/PathAnswers';
import { ResourceAnswers } from './server/ResourceAnswers';
import { WatchTiming, usualTiming } from './server/watchAnswer';
import { writeFault } from './server/writeFault';
import { ObjectStore } from './storage/ObjectStore';

export interface KubernetesOptions extends StandInOptions {
  /** Unique in one sandbox: `kubernetes-prod`; also the name in kubeconfigs. */
  name?: string;
  /** Who may come, besides service accounts; the group `system:masters` may do everything. */
  tokens: readonly StaticToken[];
  /** Serve https with a certificate of the cluster's own authority; kubectl sends tokens over nothing else. */
  tls?: boolean;
  /** Finds the digest of an image, as a kubelet's pull does; without it every image is there. */
  resolveImage?: ResolveImage;
  /** `false`: an API server alone, no Deployment ever gets a Pod. */
  controllers?: boolean;
  /** What containers log. */
  readLog?: ReadPodLog;
  /** How fast the clocks of watches run. */
  timing?: Partial<WatchTiming>;
}

export interface KubernetesStandIn extends StandIn {
  /** PEM, when it serves https. */
  readonly certificateAuthority: string | undefined;
  /** The text of a kubeconfig file. */
  kubeconfig(token: string): string;
  /** The lines of the audit log, each an `audit.k8s.io/v1` Event as JSON. */
  auditLog(): string[];
  /** Resolves when no controller has anything to do, timers aside. */
  idle(): Promise<void>;
}

/** Every image is there: a tag under a digest that is made from its name. */
const anyImage: ResolveImage = async image => ({
  result: 'found',
  digest:
    image.split('@')[1] ??
    `sha256:${createHash('sha256').update(image).digest('hex')}`,
});

/** Starts a cluster: the API server, its controllers, and nodes that only seem to run something. */
export async function startKubernetes(
  options: KubernetesOptions,
): Promise<KubernetesStandIn> {
  const { directory, name = 'kubernetes', now = () => new Date() } = options;
  const pki = await readClusterPki(join(directory, 'pki'), name);
  const documents = DocumentStore.open(join(directory, 'state.sqlite'));
  const store = ObjectStore.open(documents);
  const context: ResourceContext = {
    store,
    served: new ServedResources(),
    schemas: createSchemas(),
    admission: [namespaceLifecycle, podDefaults],
    webhooks: new WebhookAdmission(store),
    now,
  };
  const tokens = new ServiceAccountTokens({
    store,
    privateKey: pki.serviceAccountKey,
    now,
  });
  const authenticator = new Authenticator({
    tokens: options.tokens,
    serviceAccounts: tokens,
  });
  const authorizer = new Authorizer(store);

  documents.transaction(() => seedCluster(context));
  keepClusterRolesAggregated(context);
  fillTokenSecrets(context, {
    tokens,
    certificateAuthority: pki.certificateAuthority,
  });
  serveDefinitions(context);
  const stopExpiring = expireEvents(store, now);
  const controllers =
    options.controllers === false
      ? undefined
      : startControllers({
          api: new InProcessClusterApi(context),
          resolveImage: options.resolveImage ?? anyImage,
          certificateAuthority: pki.certificateAuthority,
          now,
        });

  const faults = new Faults();
  const audit = new AuditLog(join(directory, 'audit.log'));
  const server = new ApiServer({
    authenticator,
    authorizer,
    resources: new ResourceAnswers({
      context,
      reviews: new Reviews({ authenticator, authorizer, now }),
      tokens,
      readLog: options.readLog ?? believableLog,
      timing: { ...usualTiming, ...options.timing },
    }),
    paths: new PathAnswers({
      served: context.served,
      openApi: new OpenApiAnswers({ schemas: context.schemas, now }),
    }),
    schemas: context.schemas,
    audit,
    faults,
    now,
  });
  const app = express();
  app.disable('x-powered-by');
  app.use(faultMiddleware(faults, writeFault));
  app.use((req, res) => server.handle(req, res));
  const listener = await listen(app, {
    port: options.port,
    tls: options.tls
      ? { key: pki.serverKey, cert: pki.serverCertificate }
      : undefined,
  });

  let closed: Promise<void> | undefined;
  const close = async () => {
    await listener.close();
    await controllers?.close();
    stopExpiring();
    documents.close();
  };
  const certificateAuthority = options.tls
    ? pki.certificateAuthority
    : undefined;
  return {
    name,
    url: listener.url,
    faults,
    certificateAuthority,
    kubeconfig: token =>
      formatKubeconfig({
        name,
        server: listener.url,
        token,
        certificateAuthority,
      }),
    auditLog: () => audit.lines(),
    idle: async () => controllers?.idle(),
    close: () => {
      closed ??= close();
      return closed;
    },
  };
}
