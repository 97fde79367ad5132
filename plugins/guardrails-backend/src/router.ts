import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { Caller } from '@portolan/plugin-workloads-node';
import type { Request, Router as ExpressRouter } from 'express';
import Router from 'express-promise-router';
import {
  matrixQuery,
  noQuery,
  parseInput,
  policyQuery,
  resultsQuery,
} from './queries';
import type { GuardrailsService } from './service/GuardrailsService';

/** The routes of `schema/openapi.yaml`. */
export function createRouter(options: {
  httpAuth: HttpAuthService;
  service: GuardrailsService;
}): ExpressRouter {
  const { httpAuth, service } = options;
  const router = Router();
  const callerOf = async (req: Request): Promise<Caller> => ({
    credentials: await httpAuth.credentials(req, { allow: ['user'] }),
  });

  router.get(
    '/v1/entities/:kind/:namespace/:name/guardrails',
    async (req, res) => {
      const caller = await callerOf(req);
      parseInput(noQuery, req.query);
      const { kind, namespace, name } = req.params;
      const entityRef = stringifyEntityRef({ kind, namespace, name });
      res.json(await service.getComponent(entityRef, caller));
    },
  );
  router.get('/v1/results', async (req, res) => {
    const caller = await callerOf(req);
    const { limit, cursor, ...filter } = parseInput(resultsQuery, req.query);
    res.json(await service.listResults({ limit, cursor, filter }, caller));
  });
  router.get('/v1/matrix', async (req, res) => {
    const caller = await callerOf(req);
    const { limit, cursor, ...filter } = parseInput(matrixQuery, req.query);
    res.json(await service.listMatrix({ limit, cursor, filter }, caller));
  });
  router.get('/v1/namespaces/:cluster/:namespace', async (req, res) => {
    const caller = await callerOf(req);
    parseInput(noQuery, req.query);
    const { cluster, namespace } = req.params;
    res.json(await service.getNamespace({ cluster, namespace }, caller));
  });
  router.get('/v1/policies', async (req, res) => {
    const caller = await callerOf(req);
    parseInput(noQuery, req.query);
    res.json(await service.listPolicies(caller));
  });
  router.get('/v1/policies/:cluster/:kind/:name', async (req, res) => {
    const caller = await callerOf(req);
    const { namespace } = parseInput(policyQuery, req.query);
    const { cluster, kind, name } = req.params;
    const of = { cluster, kind, name, namespace };
    res.json(await service.getPolicy(of, caller));
  });
  router.get('/v1/exceptions', async (req, res) => {
    const caller = await callerOf(req);
    parseInput(noQuery, req.query);
    res.json(await service.listExceptions(caller));
  });
  router.get('/v1/sources', async (req, res) => {
    const caller = await callerOf(req);
    parseInput(noQuery, req.query);
    res.json({ items: await service.listSources(caller) });
  });
  return router;
}
