import { Router, json, Request } from 'express';
import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { workloadClaims } from '../identity/workloadIdentity';
import { workloadRunSchema } from '../identity/workloadSchema';
import { tokenLifetimeSeconds } from '../identity/TokenIssuer';
import { sha256 } from '../keys/sha';
import { SigstoreInstance } from '../SigstoreInstance';

export type Person = { email: string; password: string };

export type OidcAccess = {
  /** With which the pipeline asks for the token of a run. */
  clientSecret: string;
  /** Who may ask for a token of their own. */
  people: readonly Person[];
};

const audience = z.string().min(1).optional();
const runRequestSchema = z.object({ audience, run: workloadRunSchema });
const personRequestSchema = z.object({ audience });

/** Discovery, keys, and the tokens of runs (`Bearer` and the client's secret) and of people (`Basic`). */
export function oidcRouter(
  instance: SigstoreInstance,
  access: OidcAccess,
): Router {
  const { tokens } = instance;
  const router = Router();
  router.get('/.well-known/openid-configuration', (_req, res) => {
    res.json(tokens.discovery);
  });
  router.get('/oidc/keys', (_req, res, next) => {
    tokens.jwks().then(keys => res.json(keys), next);
  });
  router.post('/oidc/token', json(), async (req, res, next) => {
    try {
      const asker = askerOf(req, access);
      if (!asker) {
        res.setHeader('WWW-Authenticate', 'Bearer realm="sigstore"');
        res.status(401).json({
          error: 'invalid_client',
          error_description:
            "send 'Authorization: Bearer <client secret>' for a run, or Basic with e-mail and password for a person",
        });
        return;
      }
      const at = instance.now();
      const parsed = (
        asker === 'pipeline' ? runRequestSchema : personRequestSchema
      ).safeParse(req.body ?? {});
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        res.status(400).json({
          error: 'invalid_request',
          error_description: `${issue.path.join('.')}: ${issue.message}`,
        });
        return;
      }
      const request = { at, audience: parsed.data.audience };
      const token =
        asker === 'pipeline'
          ? await tokens.issueForWorkload(
              workloadClaims(runRequestSchema.parse(req.body).run),
              request,
            )
          : await tokens.issueForPerson(asker.email, request);
      // `value` is where GitHub Actions has it.
      res.json({
        id_token: token,
        value: token,
        token_type: 'Bearer',
        expires_in: tokenLifetimeSeconds,
      });
    } catch (error) {
      next(error);
    }
  });
  return router;
}

function askerOf(
  req: Request,
  { clientSecret, people }: OidcAccess,
): 'pipeline' | Person | undefined {
  const [, scheme = '', credentials = ''] =
    /^(\S+) (.*)$/.exec(req.header('authorization') ?? '') ?? [];
  switch (scheme.toLowerCase()) {
    case 'bearer':
      return same(credentials, clientSecret) ? 'pipeline' : undefined;
    case 'basic': {
      const [email, ...rest] = Buffer.from(credentials, 'base64')
        .toString('utf8')
        .split(':');
      return people.find(
        person =>
          person.email === email && same(rest.join(':'), person.password),
      );
    }
    default:
      return undefined;
  }
}

function same(given: string, right: string): boolean {
  return timingSafeEqual(
    sha256(Buffer.from(given)),
    sha256(Buffer.from(right)),
  );
}
