import { BackendFeature } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { JsonObject } from '@backstage/types';
import request from 'supertest';
import grafanaPlugin from '..';
import { token } from './Platform';

export const quoteApi: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'quote-api', namespace: 'default' },
};

export type PortalOptions = {
  grafanaUrl: string;
  /** More keys below `grafana`, or others in their place. */
  config?: JsonObject;
  entities?: Entity[];
  permission?: AuthorizeResult.ALLOW | AuthorizeResult.DENY;
};

export type Portal = {
  backend: TestBackend;
  get(path: string): request.Test;
};

/** A backend with this plugin and nothing else of the portal. */
export async function startPortal(options: PortalOptions): Promise<Portal> {
  const features: BackendFeature[] = [
    grafanaPlugin,
    catalogServiceMock.factory({ entities: options.entities ?? [quoteApi] }),
    mockServices.httpAuth.factory({
      defaultCredentials: mockCredentials.none(),
    }),
    mockServices.permissions.factory({
      result: options.permission ?? AuthorizeResult.ALLOW,
    }),
    mockServices.rootConfig.factory({
      data: {
        environments: [
          { name: 'dev', cluster: 'nonprod', namespace: '{name}-dev' },
          { name: 'prod', cluster: 'prod', namespace: '{name}-prod' },
        ],
        grafana: {
          instances: [
            {
              name: 'main',
              url: options.grafanaUrl,
              browserUrl: 'https://grafana.example.dev/g',
              token,
              timeoutSeconds: 1,
            },
          ],
          ...options.config,
        },
      },
    }),
  ];
  const backend = await startTestBackend({ features });
  return {
    backend,
    get: path =>
      request(backend.server)
        .get(`/api/grafana/v1/entities/component/default/${path}`)
        .set('Authorization', mockCredentials.user.header()),
  };
}
