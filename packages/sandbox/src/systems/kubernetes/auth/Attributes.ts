import { UserInfo } from '../resources/ResourceContext';

/** What a request wants to do, as rules can allow it. */
export type Attributes =
  | {
      kind: 'resource';
      user: UserInfo;
      verb: string;
      group: string;
      version?: string;
      /** With its subresource: `pods/log`. */
      resource: string;
      name?: string;
      namespace?: string;
    }
  | { kind: 'path'; user: UserInfo; verb: string; path: string };

/** Who may do everything, whatever the rules say. */
export const mastersGroup = 'system:masters';
export const authenticatedGroup = 'system:authenticated';
export const anonymous: UserInfo = {
  username: 'system:anonymous',
  groups: ['system:unauthenticated'],
};

const serviceAccountPrefix = 'system:serviceaccount:';

export function serviceAccountName(namespace: string, name: string): string {
  return `${serviceAccountPrefix}${namespace}:${name}`;
}

/** The groups of a service account's user. */
export function serviceAccountGroups(namespace: string): string[] {
  return [
    'system:serviceaccounts',
    `system:serviceaccounts:${namespace}`,
    authenticatedGroup,
  ];
}

export function parseServiceAccountName(
  username: string,
): { namespace: string; name: string } | undefined {
  if (!username.startsWith(serviceAccountPrefix)) return undefined;
  const [namespace, name] = username
    .slice(serviceAccountPrefix.length)
    .split(':');
  return namespace && name ? { namespace, name } : undefined;
}

/** `User "jane" cannot list resource "pods" in API group "" in the namespace "default"`. */
export function describeRefusal(attributes: Attributes): string {
  const { user, verb } = attributes;
  if (attributes.kind === 'path') {
    return `User "${user.username}" cannot ${verb} path "${attributes.path}"`;
  }
  const { resource, group, namespace } = attributes;
  const scope = namespace
    ? `in the namespace "${namespace}"`
    : 'at the cluster scope';
  return `User "${user.username}" cannot ${verb} resource "${resource}" in API group "${group}" ${scope}`;
}
