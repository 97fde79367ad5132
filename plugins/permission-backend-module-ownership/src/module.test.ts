import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { userInfoServiceFactory } from '@backstage/backend-defaults/userInfo';
import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import authPlugin from '@backstage/plugin-auth-backend';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { kubernetesProxyPermission } from '@backstage/plugin-kubernetes-common';
import permissionPlugin from '@backstage/plugin-permission-backend';
import request from 'supertest';
import { permissionOwnershipModule } from './module';

const groups: Record<string, string> = {
  'sam.rivera': 'group:default/booking',
  'jonas.lind': 'group:default/tracking',
  'alex.moreau': 'group:default/platform',
};

/** Signs anyone in who says their name: the tokens, and all that checks them, are real. */
const signInByName = createBackendModule({
  pluginId: 'auth',
  moduleId: 'by-name',
  register(reg) {
    reg.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        providers.registerProvider({
          providerId: 'by-name',
          factory: createProxyAuthProviderFactory({
            authenticator: createProxyAuthenticator({
              defaultProfileTransform: async () => ({ profile: {} }),
              initialize: () => undefined,
              authenticate: async ({ req }) => ({
                result: { name: String(req.headers['x-name']) },
              }),
            }),
            signInResolver: async ({ result: { name } }, ctx) => {
              const sub = `user:default/${name}`;
              return ctx.issueToken({
                claims: { sub, ent: [sub, groups[name]] },
              });
            },
          }),
        });
      },
    });
  },
});

const location = 'test:entities';

const component: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'quote-api',
    annotations: {
      'backstage.io/managed-by-location': location,
      'backstage.io/managed-by-origin-location': location,
    },
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'group:booking' },
};

/** Puts one component of the team booking into the real catalog. */
const catalogContent = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'content',
  register(reg) {
    reg.registerInit({
      deps: { catalog: catalogProcessingExtensionPoint },
      async init({ catalog }) {
        catalog.addEntityProvider({
          getProviderName: () => 'content',
          connect: connection =>
            connection.applyMutation({
              type: 'full',
              entities: [{ entity: component, locationKey: location }],
            }),
        });
      },
    });
  },
});

// Two plugins with their databases start for each test.
jest.setTimeout(30_000);

describe('permissionOwnershipModule', () => {
  let backend: TestBackend | undefined;

  afterEach(async () => {
    await backend?.stop();
    backend = undefined;
  });

  async function start() {
    backend = await startTestBackend({
      features: [
        authPlugin,
        signInByName,
        catalogPlugin,
        catalogContent,
        permissionPlugin,
        permissionOwnershipModule,
        authServiceFactory,
        httpAuthServiceFactory,
        permissionsServiceFactory,
        userInfoServiceFactory,
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost' },
            auth: { providers: { 'by-name': {} } },
            catalog: { stitchingStrategy: { mode: 'immediate' } },
            permission: {
              enabled: true,
              ownership: { administrators: ['group:default/platform'] },
            },
          },
        }),
      ],
    });
    return backend.server;
  }

  async function signIn(server: TestBackend['server'], name: string) {
    const { body } = await request(server)
      .get('/api/auth/by-name/refresh')
      .set('X-Name', name);
    return `Bearer ${body.backstageIdentity.token}`;
  }

  it('lets everyone read, the owner act on a component, and administrators on all', async () => {
    const server = await start();
    const sam = await signIn(server, 'sam.rivera');
    const jonas = await signIn(server, 'jonas.lind');
    const alex = await signIn(server, 'alex.moreau');
    const uid = await waitForUid(server, jonas);

    const refresh = async (person: string) => {
      const response = await request(server)
        .post('/api/catalog/refresh')
        .set('Authorization', person)
        .send({ entityRef: 'component:default/quote-api' });
      return response.status;
    };
    const unregister = async (person: string) => {
      const response = await request(server)
        .delete(`/api/catalog/entities/by-uid/${uid}`)
        .set('Authorization', person);
      return response.status;
    };

    expect(await refresh(jonas)).toBe(403);
    expect(await refresh(sam)).toBe(200);
    expect(await refresh(alex)).toBe(200);
    expect(await unregister(jonas)).toBe(403);
    expect(await unregister(sam)).toBe(204);
  });

  it('keeps the Kubernetes proxy to administrators', async () => {
    const server = await start();
    const ask = async (name: string) => {
      const { body } = await request(server)
        .post('/api/permission/authorize')
        .set('Authorization', await signIn(server, name))
        .send({ items: [{ id: '1', permission: kubernetesProxyPermission }] });
      return body.items[0].result;
    };

    expect(await ask('sam.rivera')).toBe('DENY');
    expect(await ask('alex.moreau')).toBe('ALLOW');
  });
});

/** Asks until the catalog has processed what its provider gave it. */
async function waitForUid(
  server: TestBackend['server'],
  person: string,
): Promise<string> {
  for (;;) {
    const { body } = await request(server)
      .get('/api/catalog/entities/by-name/component/default/quote-api')
      .set('Authorization', person);
    if (body.metadata?.uid) return body.metadata.uid;
    if (body.error?.name !== 'NotFoundError') {
      throw new Error(`The catalog answered ${JSON.stringify(body)}`);
    }
  }
}
