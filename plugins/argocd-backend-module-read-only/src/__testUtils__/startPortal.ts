import { BackendFeature } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import argocdPlugin from '@roadiehq/backstage-plugin-argo-cd-backend';
import request from 'supertest';
import { argocdReadOnlyModule } from '../module';

/** The Argo CD backend as the portal runs it, in front of one instance. */
export async function startPortal(options: {
  argoCdUrl: string;
  modules?: BackendFeature[];
  result?: AuthorizeResult.ALLOW | AuthorizeResult.DENY;
}) {
  const {
    argoCdUrl,
    modules = [argocdReadOnlyModule],
    result = AuthorizeResult.ALLOW,
  } = options;
  const backend = await startTestBackend({
    features: [
      argocdPlugin,
      ...modules,
      mockServices.httpAuth.factory({
        defaultCredentials: mockCredentials.none(),
      }),
      mockServices.permissions.factory({ result }),
      mockServices.rootConfig.factory({
        data: {
          argocd: {
            appLocatorMethods: [
              {
                type: 'config',
                instances: [{ name: 'main', url: argoCdUrl, token: 'a-token' }],
              },
            ],
          },
        },
      }),
    ],
  });
  const { server } = backend;
  const call = (method: string, path: string, body?: object) => {
    const asked = request(server)
      [method.toLowerCase() as 'get' | 'head' | 'post'](`/api/argocd${path}`)
      .set(
        'Authorization',
        mockCredentials.user.header('user:default/alex.moreau'),
      );
    return body ? asked.send(body) : asked;
  };
  return { backend, call };
}
