import { Config } from '@backstage/config';

const ids = ['guest', 'github', 'oidc'] as const;

/** A way to sign in that this portal offers. */
export type SignInProvider = {
  id: (typeof ids)[number];
  /** What the button says. */
  title: string;
  message?: string;
};

/** The only reader of `app.signIn`. Nothing is offered that nobody has configured. */
export function readSignInProviders(config: Config): SignInProvider[] {
  const providers = config.getOptionalConfigArray('app.signIn.providers') ?? [];
  return providers.map((provider, index) => {
    const configured = provider.getString('id');
    const id = ids.find(known => known === configured);
    if (!id) {
      throw new Error(
        `'app.signIn.providers[${index}].id' is '${configured}', but must be one of ${ids.join(
          ', ',
        )}`,
      );
    }
    return {
      id,
      title: provider.getString('title'),
      message: provider.getOptionalString('message'),
    };
  });
}
