import { json, Response } from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import { askerOf, TokenAccess } from '../identity/askerOf';
import { tokenLifetimeSeconds } from '../identity/TokenIssuer';
import { workloadClaims } from '../identity/workloadIdentity';
import { workloadRunSchema } from '../identity/workloadSchema';
import { SigstoreInstance } from '../SigstoreInstance';

const audience = z.string().min(1).optional();
const runRequestSchema = z.object({ audience, run: workloadRunSchema });
const personRequestSchema = z.object({ audience });

/** Discovery, keys, and the tokens of runs and people. */
export function oidcRouter(instance: SigstoreInstance, access: TokenAccess) {
  const { tokens, now } = instance;
  const router = Router();
  router.get('/.well-known/openid-configuration', (_req, res) => {
    res.json(tokens.discovery);
  });
  router.get('/oidc/keys', async (_req, res) => {
    res.json(await tokens.jwks());
  });
  router.post('/oidc/token', json(), async (req, res) => {
    const asker = askerOf(req.header('authorization'), access);
    if (!asker) {
      refuseAsker(res);
      return;
    }
    if (asker === 'pipeline') {
      const request = runRequestSchema.safeParse(req.body);
      if (!request.success) {
        refuseRequest(res, request.error);
        return;
      }
      const { run, ...options } = request.data;
      const claims = workloadClaims(run);
      const token = { at: now(), ...options };
      sendToken(res, await tokens.issueForWorkload(claims, token));
      return;
    }
    const request = personRequestSchema.safeParse(req.body);
    if (!request.success) {
      refuseRequest(res, request.error);
      return;
    }
    const token = { at: now(), ...request.data };
    sendToken(res, await tokens.issueForPerson(asker.email, token));
  });
  return router;
}

function sendToken(res: Response, token: string): void {
  res.json({
    id_token: token,
    // Where GitHub Actions has it.
    value: token,
    token_type: 'Bearer',
    expires_in: tokenLifetimeSeconds,
  });
}

function refuseAsker(res: Response): void {
  res.setHeader('WWW-Authenticate', 'Bearer realm="sigstore"');
  res.status(401).json({
    error: 'invalid_client',
    error_description:
      "send 'Authorization: Bearer <client secret>' for a run, or Basic with e-mail and password for a person",
  });
}

function refuseRequest(res: Response, { issues: [issue] }: z.ZodError): void {
  res.status(400).json({
    error: 'invalid_request',
    error_description: `${issue.path.join('.') || 'body'}: ${issue.message}`,
  });
}
