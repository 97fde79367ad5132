import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { AuthApi, guestAuthApiRef, oidcAuthApiRef } from './AuthApi';
import { SignInPage } from './SignInPage';

const identity = {
  type: 'user' as const,
  userEntityRef: 'user:default/sam.rivera',
  ownershipEntityRefs: ['user:default/sam.rivera'],
};

/** Gives a session to whoever asks, as often as it is told to. */
class FakeAuth implements AuthApi {
  failure: Error | undefined;
  signedOut = false;
  readonly asked: unknown[] = [];

  async getBackstageIdentity(options?: object) {
    this.asked.push(options);
    if (this.failure) throw this.failure;
    return { token: 'a-token', identity };
  }

  async getProfile() {
    return { displayName: 'Sam Rivera' };
  }

  async signOut() {
    this.signedOut = true;
  }
}

const guest = {
  id: 'guest',
  title: 'Enter as Sam Rivera (sandbox)',
  message: 'Sam exists in this sandbox only.',
};
const oidc = { id: 'oidc', title: 'Sign in with your company account' };

describe('SignInPage', () => {
  let auth: FakeAuth;
  const onSignInSuccess = jest.fn();

  beforeEach(() => {
    localStorage.clear();
    onSignInSuccess.mockClear();
    auth = new FakeAuth();
  });

  function renderPage(providers: Array<typeof guest | typeof oidc>) {
    return renderInTestApp(<SignInPage onSignInSuccess={onSignInSuccess} />, {
      apis: [
        [guestAuthApiRef, auth],
        [oidcAuthApiRef, auth],
      ],
      config: {
        organization: { name: 'Meridian Freight' },
        app: { title: 'Portolan', signIn: { providers } },
      },
    });
  }

  it('offers exactly the ways that are configured', async () => {
    renderPage([oidc]);

    expect(
      await screen.findByRole('button', { name: oidc.title }),
    ).toBeVisible();
    expect(screen.getAllByRole('button')).toHaveLength(1);
    expect(screen.getByText(/platform of Meridian Freight/)).toBeVisible();
  });

  it('says what is missing when nothing is configured', async () => {
    renderPage([]);

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'app.signIn.providers',
    );
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('signs in, and again by itself until the person signs out', async () => {
    const { unmount } = renderPage([guest]);
    await userEvent.click(
      await screen.findByRole('button', { name: guest.title }),
    );

    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalledTimes(1));
    const [identityApi] = onSignInSuccess.mock.calls[0];
    expect(await identityApi.getBackstageIdentity()).toEqual(identity);
    expect(await identityApi.getCredentials()).toEqual({ token: 'a-token' });
    expect(await identityApi.getProfileInfo()).toEqual({
      displayName: 'Sam Rivera',
    });
    unmount();

    const again = renderPage([guest]);
    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalledTimes(2));
    expect(auth.asked).toContainEqual({ optional: true });
    again.unmount();

    await identityApi.signOut();
    expect(auth.signedOut).toBe(true);
    renderPage([guest]);
    expect(
      await screen.findByRole('button', { name: guest.title }),
    ).toBeVisible();
    expect(onSignInSuccess).toHaveBeenCalledTimes(2);
  });

  it('opens the window of another site only for a click', async () => {
    renderPage([oidc]);
    await userEvent.click(
      await screen.findByRole('button', { name: oidc.title }),
    );
    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalled());
    expect(auth.asked[0]).toEqual({ instantPopup: true });
  });

  it('says why it did not work, and lets the person try again', async () => {
    auth.failure = new Error('the portal has no such user');
    renderPage([guest]);
    await userEvent.click(
      await screen.findByRole('button', { name: guest.title }),
    );

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Signing in did not work: the portal has no such user.',
    );
    auth.failure = undefined;
    await userEvent.click(screen.getByRole('button', { name: guest.title }));
    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalledTimes(1));
  });
});
