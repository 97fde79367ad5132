import {
  coreServices,
  createServiceFactory,
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
  type WatchState,
  type WatchStatus,
} from '@portolan/plugin-cluster-watch-node';
import { Knex } from 'knex';
import request from 'supertest';
import { createProjections } from '../database/createProjections';
import { guardrailsPlugin } from '../plugin';
import { TestClusters } from './TestClusters';

const entities = ['shop', 'hidden'].map(name => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, annotations: { 'backstage.io/kubernetes-id': name } },
  spec: {},
}));

/** What the watch says of a kind in a cluster; `{cluster}/{kind}` where it is not all well. */
export type States = Readonly<Record<string, WatchState>>;

function listStatus(states: States): WatchStatus[] {
  const kinds = createProjections({
    rules: { environments: [], fallback: [] },
    now: () => new Date(),
  }).map(({ kind }) => kind.id);
  return ['nonprod', 'prod'].flatMap(cluster =>
    kinds.map((kind): WatchStatus => {
      const state = states[`${cluster}/${kind}`] ?? states[cluster];
      const now = new Date();
      return state
        ? {
            cluster,
            kind,
            state,
            since: now,
            rejected: 0,
            ...(state === 'denied'
              ? { cause: { code: 'denied', message: 'it said 403' } }
              : {}),
          }
        : {
            cluster,
            kind,
            state: 'watching',
            since: now,
            listedAt: now,
            confirmedAt: now,
            rejected: 0,
          };
    }),
  );
}

const watchOf = (watch: { states: States }) =>
  createServiceFactory({
    service: clusterWatchServiceRef,
    deps: {},
    factory: () => ({
      watch: async () =>
        ({ listStatus: async () => listStatus(watch.states) } as never),
    }),
  });

function toConfig({ url, token }: { url: string; token: string }) {
  const cluster = {
    name: 'nonprod',
    url,
    authProvider: 'serviceAccount',
    serviceAccountToken: token,
  };
  return { clusterLocatorMethods: [{ type: 'config', clusters: [cluster] }] };
}

/** The plugin in a backend whose clusters are what a test told the tables. */
export async function startPortal(
  database: Knex,
  options: {
    resultRead?: AuthorizeResult.ALLOW | AuthorizeResult.DENY;
    /** Names of components; with them the catalog answers conditionally. */
    readable?: readonly string[];
    /** A cluster that is really watched, as `nonprod`; without it a test tells the tables. */
    kubernetes?: { url: string; token: string };
  } = {},
) {
  const clusters = await TestClusters.create(database);
  const { resultRead = AuthorizeResult.ALLOW, readable, kubernetes } = options;
  // A test may change it while the portal runs.
  const watch: { states: States } = { states: {} };
  const backend = await startTestBackend({
    features: [
      guardrailsPlugin,
      catalogServiceMock.factory({
        entities: entities.filter(
          ({ metadata }) => !readable || readable.includes(metadata.name),
        ),
      }),
      mockServices.permissions.mock({
        authorize: async requests =>
          requests.map(() => ({ result: resultRead })),
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
      }).factory,
      mockServices.rootConfig.factory({
        data: {
          environments: [
            { name: 'dev', cluster: 'nonprod', namespace: '*-dev' },
            { name: 'prod', cluster: 'prod', namespace: '*-prod' },
          ],
          ...(kubernetes ? { kubernetes: toConfig(kubernetes) } : {}),
        },
      }),
      mockServices.scheduler.factory({ skipTaskRunOnStartup: true }),
      createServiceFactory({
        service: coreServices.database,
        deps: {},
        factory: () => ({ getClient: async () => database }),
      }),
      ...(kubernetes ? [] : [watchOf(watch)]),
    ],
  });
  const get = (path: string, authorization = mockCredentials.user.header()) =>
    request(backend.server)
      .get(`/api/guardrails/v1/${path}`)
      .set('authorization', authorization);
  return { backend, clusters, get, watch };
}
