import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { Request, Router as ExpressRouter } from 'express';
import Router from 'express-promise-router';
import {
  countsQuery,
  digestPath,
  findingsQuery,
  fleetQuery,
  groupsQuery,
  historyQuery,
  noQuery,
  pageQuery,
  parseInput,
  unownedQuery,
} from './queries';
import type { Caller } from '@portolan/plugin-workloads-node';
import type { SupplyChainService } from './service/SupplyChainService';

const entityPath = '/v1/entities/:kind/:namespace/:name';

/** The routes of `schema/openapi.yaml`. */
export function createRouter(options: {
  httpAuth: HttpAuthService;
  service: SupplyChainService;
}): ExpressRouter {
  const { httpAuth, service } = options;
  const router = Router();
  const callerOf = async (req: Request): Promise<Caller> => ({
    credentials: await httpAuth.credentials(req, { allow: ['user'] }),
  });

  router.get(`${entityPath}/verdict`, async (req, res) => {
    const caller = await callerOf(req);
    parseInput(noQuery, req.query);
    res.json(await service.getComponentVerdict(entityRefOf(req), caller));
  });
  router.get(`${entityPath}/transitions`, async (req, res) => {
    const caller = await callerOf(req);
    const query = parseInput(pageQuery, req.query);
    const entityRef = entityRefOf(req);
    res.json(await service.listTransitions({ entityRef }, query, caller));
  });
  router.get('/v1/digests/:digest', async (req, res) => {
    const caller = await callerOf(req);
    parseInput(noQuery, req.query);
    const { digest } = parseInput(digestPath, req.params);
    res.json(await service.getDigest(digest, caller));
  });
  router.get('/v1/digests/:digest/findings', async (req, res) => {
    const caller = await callerOf(req);
    const { digest } = parseInput(digestPath, req.params);
    const { limit, cursor, comparedWith, ...filter } = parseInput(
      findingsQuery,
      req.query,
    );
    const query = { limit, cursor, comparedWith, filter };
    res.json(await service.listFindings(digest, query, caller));
  });
  router.get('/v1/digests/:digest/transitions', async (req, res) => {
    const caller = await callerOf(req);
    const { digest } = parseInput(digestPath, req.params);
    const query = parseInput(pageQuery, req.query);
    res.json(await service.listTransitions({ digest }, query, caller));
  });
  router.get('/v1/fleet', async (req, res) => {
    const caller = await callerOf(req);
    const { limit, cursor, sort, ...filter } = parseInput(
      fleetQuery,
      req.query,
    );
    const query = { limit, cursor, sort, filter };
    res.json(await service.listFleet(query, caller));
  });
  router.get('/v1/groups', async (req, res) => {
    const caller = await callerOf(req);
    const { by, limit, cursor, sort, ...filter } = parseInput(
      groupsQuery,
      req.query,
    );
    const query = { by, limit, cursor, sort, filter };
    res.json(await service.listGroups(query, caller));
  });
  router.get('/v1/history', async (req, res) => {
    const caller = await callerOf(req);
    const { days } = parseInput(historyQuery, req.query);
    res.json(await service.listHistory(days, caller));
  });
  router.get('/v1/unowned', async (req, res) => {
    const caller = await callerOf(req);
    const { limit, cursor, sort, ...rest } = parseInput(
      unownedQuery,
      req.query,
    );
    const query = { limit, cursor, sort, filter: { ...rest, owned: false } };
    res.json(await service.listFleet(query, caller));
  });
  router.get('/v1/counts', async (req, res) => {
    const caller = await callerOf(req);
    const filter = parseInput(countsQuery, req.query);
    res.json(await service.countFleet(filter, caller));
  });
  router.get('/v1/sources', async (req, res) => {
    const caller = await callerOf(req);
    parseInput(noQuery, req.query);
    res.json({ items: await service.listSources(caller) });
  });
  return router;
}

function entityRefOf(req: Request): string {
  const { kind, namespace, name } = req.params;
  return stringifyEntityRef({ kind, namespace, name });
}
