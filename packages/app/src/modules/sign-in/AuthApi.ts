import { OAuth2 } from '@backstage/core-app-api';
import {
  ApiBlueprint,
  ApiRef,
  BackstageIdentityApi,
  configApiRef,
  createApiRef,
  discoveryApiRef,
  githubAuthApiRef,
  oauthRequestApiRef,
  ProfileInfoApi,
  SessionApi,
} from '@backstage/frontend-plugin-api';
import LockIcon from '@material-ui/icons/Lock';
import { GuestAuth } from './GuestAuth';
import { SignInProvider } from './readSignInProviders';

/** What the page needs of a way to sign in. */
export type AuthApi = BackstageIdentityApi &
  ProfileInfoApi &
  Pick<SessionApi, 'signOut'>;

export const guestAuthApiRef = createApiRef<AuthApi>().with({
  id: 'app.auth.guest',
});

export const oidcAuthApiRef = createApiRef<AuthApi>().with({
  id: 'app.auth.oidc',
});

export const authApiRefs: Record<SignInProvider['id'], ApiRef<AuthApi>> = {
  guest: guestAuthApiRef,
  github: githubAuthApiRef,
  oidc: oidcAuthApiRef,
};

export const GuestAuthApi = ApiBlueprint.make({
  name: 'guest-auth',
  params: defineParams =>
    defineParams({
      api: guestAuthApiRef,
      deps: { discoveryApi: discoveryApiRef },
      factory: ({ discoveryApi }) =>
        new GuestAuth({ discoveryApi, now: Date.now }),
    }),
});

export const OidcAuthApi = ApiBlueprint.make({
  name: 'oidc-auth',
  params: defineParams =>
    defineParams({
      api: oidcAuthApiRef,
      deps: {
        configApi: configApiRef,
        discoveryApi: discoveryApiRef,
        oauthRequestApi: oauthRequestApiRef,
      },
      factory: apis =>
        OAuth2.create({
          ...apis,
          provider: { id: 'oidc', title: 'OpenID Connect', icon: LockIcon },
          environment: apis.configApi.getOptionalString('auth.environment'),
          defaultScopes: ['openid', 'profile', 'email'],
        }),
    }),
});
