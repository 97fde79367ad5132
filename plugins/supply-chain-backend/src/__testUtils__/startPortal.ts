import {
  createServiceFactory,
  coreServices,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  clusterWatchServiceRef,
  type WatchStatus,
} from '@portolan/plugin-cluster-watch-node';
import type { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import request from 'supertest';
import { supplyChainPlugin } from '../plugin';
import { TestFleet } from './TestFleet';

const entities = ['shop', 'hidden'].map(name => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    annotations: { 'backstage.io/kubernetes-id': name },
  },
  spec: {},
}));

const silent: readonly WatchStatus[] = [
  {
    cluster: 'nonprod',
    kind: 'pods',
    state: 'watching',
    since: new Date('2026-11-02T00:00:00Z'),
    listedAt: new Date('2026-11-02T00:00:00Z'),
    confirmedAt: new Date('2026-11-02T00:00:00Z'),
    rejected: 1,
  },
];

const watchOf = (statuses: readonly WatchStatus[]) =>
  createServiceFactory({
    service: clusterWatchServiceRef,
    deps: {},
    factory: () => ({
      watch: async () => ({ listStatus: async () => statuses } as never),
    }),
  });

/** The plugin in a backend whose clusters and registries are what a test told the tables. */
export async function startPortal(
  database: Knex,
  options: {
    verdictRead?: AuthorizeResult.ALLOW | AuthorizeResult.DENY;
    /** Names of components; with them the catalog answers conditionally. */
    readable?: readonly string[];
    config?: JsonObject;
    /** What the configuration says beside `supplyChain`. */
    rootConfig?: JsonObject;
    /** What the watch says of itself; by default that nobody has heard of the cluster for long. */
    statuses?: readonly WatchStatus[];
    /** With the real watch, of the clusters in `rootConfig`, and with everything that goes on in the background. */
    alive?: boolean;
  } = {},
) {
  const fleet = await TestFleet.create(database);
  const { verdictRead = AuthorizeResult.ALLOW, readable } = options;
  const catalog = catalogServiceMock.factory({
    entities: entities.filter(
      ({ metadata }) => !readable || readable.includes(metadata.name),
    ),
  });
  const permissions = mockServices.permissions.mock({
    authorize: async requests => requests.map(() => ({ result: verdictRead })),
    authorizeConditional: async requests =>
      requests.map(() =>
        readable
          ? {
              result: AuthorizeResult.CONDITIONAL,
              pluginId: 'catalog',
              resourceType: 'catalog-entity',
              conditions: {
                rule: 'IS_ENTITY_OWNER',
                resourceType: 'catalog-entity',
                params: {},
              },
            }
          : { result: AuthorizeResult.ALLOW },
      ),
  });
  const backend = await startTestBackend({
    features: [
      supplyChainPlugin,
      catalog,
      permissions.factory,
      mockServices.rootConfig.factory({
        data: {
          ...options.rootConfig,
          supplyChain: {
            // Nothing goes on in the background: the tests do that.
            verification: { concurrency: options.alive ? 1 : 0 },
            ...options.config,
          },
        },
      }),
      mockServices.scheduler.factory({
        skipTaskRunOnStartup: !options.alive,
      }),
      createServiceFactory({
        service: coreServices.database,
        deps: {},
        factory: () => ({ getClient: async () => database }),
      }),
      ...(options.alive ? [] : [watchOf(options.statuses ?? silent)]),
    ],
  });
  const get = (path: string, authorization = mockCredentials.user.header()) =>
    request(backend.server)
      .get(`/api/supply-chain/v1/${path}`)
      .set('authorization', authorization);
  return { backend, fleet, get };
}
