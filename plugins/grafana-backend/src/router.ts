import { HttpAuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { Request, Router as ExpressRouter } from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import { ObservabilityService } from './service/ObservabilityService';

const entityPath = '/v1/entities/:kind/:namespace/:name';

const signalsQuery = z.object({
  at: z
    .string()
    .datetime({ offset: true })
    .transform(text => new Date(text))
    .optional(),
});

const tailQuery = z.object({
  pod: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, 'is not the name of a pod')
    .max(253)
    .optional(),
  limit: z.coerce.number().int().min(1).max(1000).optional(),
});

/** The routes of `schema/openapi.yaml`. */
export function createRouter(options: {
  httpAuth: HttpAuthService;
  service: ObservabilityService;
}): ExpressRouter {
  const { httpAuth, service } = options;
  const router = Router();
  router.get(`${entityPath}/environments`, async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    const { at } = parseQuery(signalsQuery, req);
    res.json(
      await service.listSignals(
        { entityRef: entityRefOf(req), at },
        { credentials },
      ),
    );
  });
  router.get(
    `${entityPath}/environments/:environment/logs`,
    async (req, res) => {
      const credentials = await httpAuth.credentials(req, { allow: ['user'] });
      const query = parseQuery(tailQuery, req);
      res.json(
        await service.readTail(
          {
            entityRef: entityRefOf(req),
            environment: req.params.environment,
            ...query,
          },
          { credentials },
        ),
      );
    },
  );
  return router;
}

function entityRefOf(req: Request): string {
  const { kind, namespace, name } = req.params;
  return stringifyEntityRef({ kind, namespace, name });
}

function parseQuery<T extends z.ZodTypeAny>(
  schema: T,
  req: Request,
): z.output<T> {
  const parsed = schema.safeParse(req.query);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new InputError(`${issue.path.join('.')}: ${issue.message}`);
}
