import { IdentityApi, useApiHolder } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useRef, useState } from 'react';
import { authApiRefs } from './AuthApi';
import { SignInProvider } from './readSignInProviders';
import { rememberedProvider } from './rememberedProvider';
import { toIdentityApi } from './toIdentityApi';

/** Signs people in: by themselves again when they did so before, else when they choose how. */
export function useSignIn(options: {
  providers: SignInProvider[];
  onSignInSuccess: (identityApi: IdentityApi) => void;
}) {
  const { providers, onSignInSuccess } = options;
  const apis = useApiHolder();
  const [returning] = useState(() => {
    const id = rememberedProvider.get();
    return providers.find(provider => provider.id === id);
  });
  const [busy, setBusy] = useState(returning);
  const [error, setError] = useState<Error>();

  const start = useCallback(
    async (provider: SignInProvider, how: 'again' | 'chosen') => {
      const authApi = apis.get(authApiRefs[provider.id]);
      setBusy(provider);
      setError(undefined);
      try {
        // A browser opens a window only while it handles a click.
        const identity = await authApi?.getBackstageIdentity(
          how === 'chosen' ? { instantPopup: true } : { optional: true },
        );
        if (!authApi || !identity) {
          if (how === 'again') {
            setBusy(undefined);
            return;
          }
          throw new Error('The portal gave no identity');
        }
        rememberedProvider.set(provider.id);
        onSignInSuccess(
          toIdentityApi(authApi, { onSignOut: rememberedProvider.forget }),
        );
      } catch (caught) {
        rememberedProvider.forget();
        setBusy(undefined);
        setError(caught as Error);
      }
    },
    [apis, onSignInSuccess],
  );

  // Once: React may run an effect twice, and success may be told only once.
  const returned = useRef(false);
  useEffect(() => {
    if (returning && !returned.current) {
      returned.current = true;
      start(returning, 'again');
    }
  }, [returning, start]);

  return {
    busy,
    error,
    signIn: (provider: SignInProvider) => start(provider, 'chosen'),
  };
}
