import { z } from 'zod';
import { isMember } from '../../access/permissions';
import { createToken } from '../../accounts/createToken';
import { createUser } from '../../accounts/createUser';
import { UserRecord } from '../../state/records';
import { created, noContent, ok } from '../answers';
import { ApiError, forbidden, notFound } from '../ApiError';
import { ApiRouter, Call } from '../ApiRouter';
import { formatOrganization, formatToken } from '../format/organizations';
import { audienceFor, formatUser } from '../format/users';
import { alphaDashDot, queryText, readForm, required } from '../forms';
import { paged, readPage, slice } from '../paging';

const tokenForm = z.object({
  name: z.string().optional(),
  scopes: z.array(z.string()).default([]),
});

const userForm = z.object({
  username: z.string().optional(),
  password: z.string().optional(),
  email: z.string().optional(),
  full_name: z.string().default(''),
});

export function addUserRoutes(api: ApiRouter): void {
  const { context } = api;
  const { state } = context;

  const format = (user: UserRecord, viewer: UserRecord | undefined) =>
    formatUser(context, user, audienceFor(viewer, user));

  const find = ({ req }: Call): UserRecord => {
    const name = req.params.username;
    const user = state.user(name);
    if (!user) {
      throw notFound(
        `user redirect does not exist [name: ${name}]`,
        'GetUserByName',
      );
    }
    return user;
  };

  /** Tokens are made and listed with a password only, by their owner or an administrator. */
  const findForTokens = (call: Call): UserRecord => {
    const { caller } = call;
    if (!caller.user || !caller.byPassword) {
      throw new ApiError(401, 'auth required');
    }
    const user = find(call);
    if (user.id !== caller.user.id && !caller.user.admin) {
      throw forbidden(
        'doer should be the site admin or be same as the contextUser',
      );
    }
    return user;
  };

  api.signedIn('get', '/user', ['user'], ({ user }) => ok(format(user, user)));

  api.open('get', '/users/search', ['user'], ({ req, caller }) => {
    const text = (queryText(req.query.q) ?? '').toLowerCase();
    const found = state.owners
      .filter(({ kind }) => kind === 'user')
      .filter(({ name, fullName }) =>
        [name, fullName].some(one => one.toLowerCase().includes(text)),
      )
      .map(({ id }) => state.userById(id)!);
    return ok({
      ok: true,
      data: slice(found, readPage(req)).map(user => format(user, caller.user)),
    });
  });

  api.open('get', '/users/:username', ['user'], call => {
    const owner = state.owner(call.req.params.username);
    if (owner?.kind === 'organization') return ok(formatUser(context, owner));
    return ok(format(find(call), call.caller.user));
  });

  const organizationsOf = (call: Call, user: UserRecord) =>
    paged(call.req, {
      baseUrl: context.publicUrl(),
      items: state.owners
        .filter(({ kind }) => kind === 'organization')
        .map(({ name }) => state.organization(name)!)
        .filter(organization => isMember(state, user, organization)),
      format: organization => formatOrganization(context, organization),
    });
  api.signedIn('get', '/user/orgs', ['user', 'organization'], call =>
    organizationsOf(call, call.user),
  );
  api.signedIn('get', '/users/:username/orgs', ['user', 'organization'], call =>
    organizationsOf(call, find(call)),
  );

  api.open('get', '/users/:username/tokens', [], call => {
    const { id } = findForTokens(call);
    return paged(call.req, {
      baseUrl: context.publicUrl(),
      items: state.tokens.filter(({ userId }) => userId === id),
      format: token => formatToken(token),
    });
  });

  api.open('post', '/users/:username/tokens', [], call => {
    const user = findForTokens(call);
    const form = readForm(call.req, tokenForm);
    const { token, secret } = createToken(context, {
      user,
      name: required(form.name, 'Name'),
      scopes: form.scopes,
    });
    return created(formatToken(token, secret));
  });

  api.open('delete', '/users/:username/tokens/:token', [], call => {
    const user = findForTokens(call);
    const wanted = call.req.params.token;
    const token = state.tokens.find(
      one =>
        one.userId === user.id &&
        (one.name === wanted || String(one.id) === wanted),
    );
    if (!token) throw notFound();
    state.tokens.delete(token.id);
    return noContent;
  });

  api.signedIn('post', '/admin/users', ['admin'], ({ req, user }) => {
    if (!user.admin) throw forbidden('user should be the site admin');
    const form = readForm(req, userForm);
    const made = createUser(context, {
      username: alphaDashDot(required(form.username, 'Username'), 'Username'),
      password: required(form.password, 'Password'),
      email: required(form.email, 'Email'),
      fullName: form.full_name,
    });
    return created(format(made, user));
  });
}
