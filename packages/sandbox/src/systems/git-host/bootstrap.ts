import { createOrganization } from './accounts/createOrganization';
import { createToken } from './accounts/createToken';
import { createUser } from './accounts/createUser';
import { sha256 } from './access/passwords';
import { GitHostContext } from './GitHostContext';
import { GitHostOptions } from './options';

/** Makes what the options name and the state does not have yet, so that every start may pass the same ones. */
export function bootstrap(
  context: GitHostContext,
  { users, tokens = [], organizations = [] }: GitHostOptions,
): void {
  const { state } = context;
  for (const user of users) {
    if (state.owner(user.username)) continue;
    createUser(context, {
      username: user.username,
      password: user.password,
      email: user.email ?? `${user.username}@example.dev`,
      fullName: user.fullName ?? '',
      admin: user.admin,
    });
  }
  for (const { name, username, token, scopes } of tokens) {
    const hash = sha256(token);
    if (state.tokens.find(one => one.hash === hash)) continue;
    const user = knownUser(context, username);
    // A token of this name with another secret is from before the secret was changed.
    state.tokens.deleteWhere(
      one => one.userId === user.id && one.name === name,
    );
    createToken(context, { user, name, scopes, secret: token });
  }
  for (const { name, fullName = '', members = [] } of organizations) {
    if (state.owner(name)) continue;
    const [creator, ...others] = (
      members.length > 0 ? members : [users[0].username]
    ).map(member => knownUser(context, member));
    const organization = createOrganization(context, {
      name,
      fullName,
      description: '',
      website: '',
      location: '',
      visibility: 'public',
      repositoryAdminsChangeTeams: false,
      creator,
    });
    const [owners] = state.teamsOf(organization);
    state.teams.update(owners.id, {
      members: [creator, ...others].map(({ id }) => id),
    });
  }
}

function knownUser({ state }: GitHostContext, username: string) {
  const user = state.user(username);
  if (!user) throw new Error(`The options name an unknown user: ${username}`);
  return user;
}
