import { IdentityApi } from '@backstage/frontend-plugin-api';
import { AuthApi } from './AuthApi';

/** The identity of whoever has signed in through `authApi`; asks it for a token each time, so that it can be renewed. */
export function toIdentityApi(
  authApi: AuthApi,
  options: { onSignOut: () => void },
): IdentityApi {
  return {
    getProfileInfo: async () => (await authApi.getProfile()) ?? {},
    getBackstageIdentity: async () => {
      const response = await authApi.getBackstageIdentity();
      if (!response) throw new Error('The session has ended; sign in again');
      return response.identity;
    },
    getCredentials: async () => ({
      token: (await authApi.getBackstageIdentity())?.token,
    }),
    signOut: async () => {
      options.onSignOut();
      await authApi.signOut();
    },
  };
}
