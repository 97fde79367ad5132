import express, { Express, Response } from 'express';
import Router from 'express-promise-router';
import type { Faults } from '../../../faults/Faults';
import { faultMiddleware } from '../../../faults/faultMiddleware';
import type { KubernetesObject } from '../../../kubernetes-client/KubernetesObject';
import { compilePolicy } from '../engine/CompiledPolicy';
import type { Subject } from '../engine/Subject';
import type { PolicyIndex } from '../policy/PolicyIndex';
import { AdmissionRequest, reviewSchema, Verdict } from './AdmissionRequest';
import { decide, decideLegacy } from './decide';

const bodyLimit = '3mb';

/** Kyverno's webhooks: what the API server asks before it writes an object. */
export function createAdmissionServer(options: {
  policies: PolicyIndex;
  faults: Faults;
  findNamespace(name: string): Promise<KubernetesObject | undefined>;
}): Express {
  const { policies, faults, findNamespace } = options;
  const app = express();
  app.disable('x-powered-by');
  app.get('/health/liveness', (_req, res) => {
    res.sendStatus(200);
  });
  app.use(
    faultMiddleware(faults, (res, status) => {
      res.status(status).end();
    }),
  );
  app.use(express.json({ limit: bodyLimit }));
  const router = Router();
  app.use(router);

  const subjectOf = async (request: AdmissionRequest): Promise<Subject> => ({
    object: request.object,
    before: request.oldObject ?? undefined,
    ...request.resource,
    operation: request.operation,
    namespace: request.namespace
      ? await findNamespace(request.namespace)
      : undefined,
    user: request.userInfo,
  });

  const judge = (
    path: string,
    verdictOn: (request: AdmissionRequest, names: string[]) => Promise<Verdict>,
  ) =>
    router.post(path, async (req, res) => {
      const { request } = reviewSchema.parse(req.body);
      const names = req.path.split('/').slice(2).map(decodeURIComponent);
      answer(res, request.uid, await verdictOn(request, names));
    });

  judge('/vpol/*', async (request, names) =>
    decide(policies.evaluate(await subjectOf(request), names)),
  );
  judge('/validate/fail', async request =>
    decideLegacy(
      policies.evaluateClusterPolicies(await subjectOf(request), 'admission'),
      request,
    ),
  );
  judge('/policyvalidate', async ({ object }) => validatePolicy(object));
  return app;
}

/** Refuses a policy that could never be evaluated, and warns of what is to go. */
function validatePolicy(object: KubernetesObject): Verdict {
  if (object.kind === 'ClusterPolicy') return { warnings: oldFields(object) };
  const compilation = compilePolicy(object);
  if (compilation.result === 'compiled') return { warnings: [] };
  const { field, value, message } = compilation;
  return {
    warnings: [],
    refusal: `[<nil>: Internal error: validating policy compiler 1.0 error: failed to compile policy, ${field}: Invalid value: ${JSON.stringify(
      value,
    )}: ERROR: ${message}]`,
  };
}

function oldFields({ spec }: KubernetesObject): string[] {
  return /^(audit|enforce)$/.test(spec?.validationFailureAction)
    ? [
        'spec.validationFailureAction: Validation failure actions enforce/audit are deprecated, use Enforce/Audit instead.',
      ]
    : [];
}

function answer(res: Response, uid: string, verdict: Verdict): void {
  const { refusal, warnings } = verdict;
  res.json({
    kind: 'AdmissionReview',
    apiVersion: 'admission.k8s.io/v1',
    response: {
      uid,
      allowed: refusal === undefined,
      ...(refusal !== undefined && {
        status: { status: 'Failure', message: refusal },
      }),
      ...(warnings.length > 0 && { warnings }),
    },
  });
}
