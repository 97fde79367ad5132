import express, { Express } from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import { Faults } from '../../faults/Faults';
import { faultMiddleware } from '../../faults/faultMiddleware';
import { createServerCertificate } from '../../http/createServerCertificate';
import { listen } from '../../http/listen';
import {
  ClusterConnection,
  KubernetesClient,
} from '../../kubernetes-client/KubernetesClient';
import { ensure, install } from '../../operators/install';
import type { StandIn } from '../../StandIn';
import { injectionPatch } from './injection/inject';
import { podSchema } from './injection/Pod';
import { istioVersion } from './injection/sidecar';
import { customResources } from './install/customResources';
import { injectorWebhooks } from './install/injectorWebhooks';

export interface IstioOptions {
  /** Unique in one sandbox: `istio-prod`. */
  name?: string;
  /** The cluster that it lives in, with the token of its service account. */
  cluster: ClusterConnection;
  port?: number;
}

const namespace = 'istio-system';
const webhooksPath =
  '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations';

const reviewSchema = z.object({
  request: z.object({ uid: z.string(), object: podSchema }),
});

/** Starts istiod in a cluster: installs Istio's custom resources, and gives Pods their sidecars. */
export async function startIstio(options: IstioOptions): Promise<StandIn> {
  const { name = 'istio' } = options;
  const client = new KubernetesClient({
    ...options.cluster,
    userAgent: `pilot-discovery/${istioVersion}`,
  });
  const faults = new Faults();
  await install(client, { namespace, definitions: customResources });
  const certificate = await createServerCertificate({
    authority: 'istiod-ca',
    subject: 'istiod.istio-system.svc',
    names: ['localhost', 'istiod.istio-system.svc'],
  });
  const listener = await listen(createInjector(faults), {
    port: options.port,
    tls: { key: certificate.key, cert: certificate.certificate },
  });
  const caBundle = Buffer.from(certificate.authority).toString('base64');
  await ensure(
    client,
    webhooksPath,
    injectorWebhooks({ url: listener.url, caBundle }),
  );
  return {
    name,
    url: listener.url,
    faults,
    close: () => listener.close(),
  };
}

function createInjector(faults: Faults): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(
    faultMiddleware(faults, (res, status) => {
      res.status(status).end();
    }),
  );
  app.use(express.json({ limit: '3mb' }));
  const router = Router();
  app.use(router);
  router.post('/inject', async (req, res) => {
    const { uid, object } = reviewSchema.parse(req.body).request;
    const patch = injectionPatch(object);
    res.json({
      kind: 'AdmissionReview',
      apiVersion: 'admission.k8s.io/v1',
      response: {
        uid,
        allowed: true,
        ...(patch.length > 0 && {
          patchType: 'JSONPatch',
          patch: Buffer.from(JSON.stringify(patch)).toString('base64'),
        }),
      },
    });
  });
  return app;
}
