import { Request } from 'express';
import { AccountOptions, AccountToken, enforce, may } from '../Accounts';
import { writeJson } from '../answers';
import { ArgoCdContext, callerOf } from '../ArgoCdContext';
import { RouteTable } from '../RouteTable';

/** Accounts, their tokens, and what the caller may do. */
export function addAccountRoutes(
  routes: RouteTable,
  context: ArgoCdContext,
): void {
  const { accounts } = context;

  /** Everybody may deal with their own account. */
  const enforceAccount = (req: Request, action: string) => {
    const caller = callerOf(context, req);
    const { name } = req.params;
    if (caller.name !== name) {
      enforce(caller, { resource: 'accounts', action, object: name });
    }
  };

  routes
    .add('/api/v1/account', {
      get: (req, res) => {
        const caller = callerOf(context, req);
        const items = accounts
          .list()
          .filter(
            ({ account }) =>
              account.name === caller.name ||
              may(caller, {
                resource: 'accounts',
                action: 'get',
                object: account.name,
              }),
          )
          .map(toApiAccount);
        writeJson(res, { items });
      },
    })
    .add('/api/v1/account/can-i/:resource/:action/*', {
      get: (req, res) => {
        const { resource, action, 0: object } = req.params;
        const allowed = may(callerOf(context, req), {
          resource,
          action,
          object,
        });
        writeJson(res, { value: allowed ? 'yes' : 'no' });
      },
    })
    .add('/api/v1/account/:name', {
      get: (req, res) => {
        enforceAccount(req, 'get');
        writeJson(res, toApiAccount(accounts.get(req.params.name)));
      },
    })
    .add('/api/v1/account/:name/token', {
      post: (req, res) => {
        enforceAccount(req, 'update');
        const { id, name, expiresIn } = req.body ?? {};
        const token = accounts.createToken(req.params.name, {
          id: id ?? name,
          expiresIn: Number(expiresIn) || undefined,
        });
        writeJson(res, { token });
      },
    })
    .add('/api/v1/account/:name/token/:id', {
      delete: (req, res) => {
        enforceAccount(req, 'update');
        accounts.deleteToken(req.params.name, req.params.id);
        writeJson(res, {});
      },
    });
}

function toApiAccount(options: {
  account: AccountOptions;
  tokens: AccountToken[];
}) {
  const { account, tokens } = options;
  return {
    name: account.name,
    enabled: true,
    capabilities: account.password ? ['login', 'apiKey'] : ['apiKey'],
    ...(tokens.length && {
      // Whole numbers of 64 bits are text in the API's JSON.
      tokens: tokens.map(({ id, issuedAt, expiresAt }) => ({
        id,
        issuedAt: String(issuedAt),
        ...(expiresAt && { expiresAt: String(expiresAt) }),
      })),
    }),
  };
}
