import { IncomingHttpHeaders } from 'node:http';
import { UserInfo } from '../resources/ResourceContext';
import { forbidden } from '../status/failures';
import {
  Attributes,
  authenticatedGroup,
  describeRefusal,
  parseServiceAccountName,
  serviceAccountGroups,
} from './Attributes';
import { Authorizer } from './Authorizer';

const extraPrefix = 'impersonate-extra-';

/** The user that the `Impersonate-*` headers ask to be; absent without them. Throws when the caller may not. */
export function impersonate(
  authorizer: Authorizer,
  caller: UserInfo,
  headers: IncomingHttpHeaders,
): UserInfo | undefined {
  const username = headers['impersonate-user'] as string | undefined;
  if (!username) return undefined;
  const groups = list(headers['impersonate-group']);
  const uid = headers['impersonate-uid'] as string | undefined;
  const extra = extraOf(headers);
  const account = parseServiceAccountName(username);
  const asked: Omit<
    Attributes & { kind: 'resource' },
    'kind' | 'user' | 'verb'
  >[] = [
    account
      ? {
          group: '',
          resource: 'serviceaccounts',
          name: account.name,
          namespace: account.namespace,
        }
      : { group: '', resource: 'users', name: username },
    ...groups.map(name => ({ group: '', resource: 'groups', name })),
    ...(uid
      ? [{ group: 'authentication.k8s.io', resource: 'uids', name: uid }]
      : []),
    ...Object.entries(extra).flatMap(([key, values]) =>
      values.map(name => ({
        group: 'authentication.k8s.io',
        resource: `userextras/${key}`,
        name,
      })),
    ),
  ];
  for (const target of asked) {
    const attributes: Attributes = {
      kind: 'resource',
      user: caller,
      verb: 'impersonate',
      ...target,
    };
    if (!authorizer.decide(attributes).allowed) {
      throw forbidden(
        { group: target.group, resource: target.resource },
        target.name,
        describeRefusal(attributes),
      );
    }
  }
  return {
    username,
    ...(uid && { uid }),
    groups: withImpliedGroups(groups, account?.namespace),
    ...(Object.keys(extra).length && { extra }),
  };
}

function withImpliedGroups(
  groups: readonly string[],
  namespace: string | undefined,
): string[] {
  if (groups.length === 0 && namespace) return serviceAccountGroups(namespace);
  return groups.includes(authenticatedGroup)
    ? [...groups]
    : [...groups, authenticatedGroup];
}

function extraOf(headers: IncomingHttpHeaders): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.startsWith(extraPrefix))
      .map(([name, value]) => [
        decodeURIComponent(name.slice(extraPrefix.length)),
        list(value),
      ]),
  );
}

/** Node joins repeated headers with a comma. */
function list(value: string | string[] | undefined): string[] {
  return [value ?? []]
    .flat()
    .flatMap(text => text.split(','))
    .map(text => text.trim())
    .filter(Boolean);
}
