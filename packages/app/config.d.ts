export interface Config {
  app?: {
    signIn?: {
      /**
       * The ways to sign in that the sign-in page offers, in this order. Each
       * must also be configured under `auth.providers`.
       * @deepVisibility frontend
       */
      providers: Array<{
        id: 'guest' | 'github' | 'oidc';
        /** What the button says. */
        title: string;
        /** One sentence below it. */
        message?: string;
      }>;
    };
  };
}
