import { Request, RequestHandler, Response } from 'express';
import { parsePath } from '../parsePath';
import { RegistryError, writeRegistryError } from '../RegistryError';
import { AccessControl, Wish } from './AccessControl';

/** Lets a request below `/v2/` pass, asks for credentials, or denies. */
export function accessMiddleware(options: {
  access: AccessControl;
  /** Where clients get a token. */
  realm: string;
  service: string;
}): RequestHandler {
  const { access, realm, service } = options;
  return (req, res, next) => {
    const wish = toWish(req);
    const decision = access.decide(req.header('authorization'), wish);
    switch (decision.result) {
      case 'allowed':
        next();
        return;
      case 'denied':
        writeRegistryError(res, new RegistryError({ code: 'DENIED' }));
        return;
      default:
        res.setHeader(
          'WWW-Authenticate',
          [
            `Bearer realm="${realm}"`,
            `service="${service}"`,
            ...(wish.repository ? [`scope="${scopeOf(wish)}"`] : []),
            ...(decision.reason ? [`error="${decision.reason}"`] : []),
          ].join(','),
        );
        writeRegistryError(
          res,
          new RegistryError({ code: 'UNAUTHORIZED', detail: details(wish) }),
        );
    }
  };
}

/** `GET /token?service=…&scope=repository:…:pull&scope=…` */
export function tokenRoute(access: AccessControl): RequestHandler {
  return (req: Request, res: Response) => {
    const scopes = [req.query.scope ?? []]
      .flat()
      .flatMap(scope => String(scope).split(' '));
    const issued = access.issueToken(req.header('authorization'), scopes);
    if (!issued) {
      writeRegistryError(res, new RegistryError({ code: 'UNAUTHORIZED' }));
      return;
    }
    res.json({
      token: issued.token,
      access_token: issued.token,
      expires_in: issued.expiresIn,
      issued_at: issued.issuedAt,
    });
  };
}

function toWish(req: Request): Wish {
  const path = parsePath(req.path.replace(/^\//, ''));
  const action = /^(GET|HEAD)$/.test(req.method) ? 'pull' : 'push';
  return path && 'name' in path
    ? { repository: path.name, action }
    : { action };
}

function scopeOf(wish: Wish): string {
  const actions = wish.action === 'push' ? 'pull,push' : 'pull';
  return `repository:${wish.repository}:${actions}`;
}

function details(wish: Wish): unknown {
  if (!wish.repository) return undefined;
  return [
    {
      Type: 'repository',
      Class: '',
      Name: wish.repository,
      Action: wish.action,
    },
  ];
}
