import { writeJson } from '../answers';
import { ArgoCdContext, tokenOf } from '../ArgoCdContext';
import { RouteTable } from '../RouteTable';

/** Signing in and out. */
export function addSessionRoutes(
  routes: RouteTable,
  { accounts }: ArgoCdContext,
): void {
  routes
    .add('/api/v1/session', {
      post: (req, res) => {
        const { username = '', password = '' } = req.body ?? {};
        const token = accounts.signIn(String(username), String(password));
        res.setHeader('set-cookie', cookie(token));
        writeJson(res, { token });
      },
      // The token stays good until it expires: Argo CD only forgets the cookie.
      delete: (_, res) => {
        res.setHeader('set-cookie', cookie(''));
        writeJson(res, {});
      },
    })
    .add('/api/v1/session/userinfo', {
      get: (req, res) => {
        const token = tokenOf(req);
        writeJson(
          res,
          token
            ? {
                loggedIn: true,
                username: accounts.identify(token).name,
                iss: 'argocd',
              }
            : {},
        );
      },
    });
}

function cookie(token: string): string {
  return `argocd.token=${token}; path=/; SameSite=lax; httpOnly`;
}
