import { mockApis } from '@backstage/frontend-test-utils';
import { readSignInProviders } from './readSignInProviders';

const read = (providers?: object[]) =>
  readSignInProviders(
    mockApis.config({
      data: { app: { signIn: providers && { providers } } },
    }),
  );

describe('readSignInProviders', () => {
  it('offers what is configured, in its order, and nothing by itself', () => {
    expect(read()).toEqual([]);
    expect(
      read([
        { id: 'oidc', title: 'Sign in with your company account' },
        { id: 'guest', title: 'Enter', message: 'In the sandbox only.' },
      ]),
    ).toEqual([
      { id: 'oidc', title: 'Sign in with your company account' },
      { id: 'guest', title: 'Enter', message: 'In the sandbox only.' },
    ]);
  });

  it('names the key of a way that it does not know', () => {
    expect(() =>
      read([{ id: 'guest', title: 'Enter' }, { id: 'saml' }]),
    ).toThrow(
      "'app.signIn.providers[1].id' is 'saml', but must be one of guest, github, oidc",
    );
  });
});
