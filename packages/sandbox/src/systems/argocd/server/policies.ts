import { globMatch } from '../project/globMatch';

/** `applications, sync, shop/*`: what may be done to which objects. */
export type Policy = { resource: string; action: string; object: string };

export type Role = 'admin' | 'readonly';

const readable = [
  'applications',
  'applicationsets',
  'certificates',
  'clusters',
  'repositories',
  'projects',
  'accounts',
  'gpgkeys',
  'logs',
];

const rolePolicies: Record<Role, Policy[]> = {
  admin: [{ resource: '*', action: '*', object: '*' }],
  readonly: readable.map(resource => ({
    resource,
    action: 'get',
    object: '*',
  })),
};

/** Reads a policy as Argo CD's policy.csv has it, without its subject. @throws when it has another form */
export function parsePolicy(text: string): Policy {
  const parts = text.split(',').map(part => part.trim());
  if (parts.length !== 3 || parts.some(part => !part)) {
    throw new Error(
      `A policy is 'resource, action, object', e.g. 'applications, sync, shop/*', not '${text}'`,
    );
  }
  const [resource, action, object] = parts;
  return { resource, action, object };
}

/** Everything that a role and further policies allow. */
export function policiesOf(
  role: Role | undefined,
  policies: readonly string[] = [],
): Policy[] {
  return [...(role ? rolePolicies[role] : []), ...policies.map(parsePolicy)];
}

export function isAllowed(
  policies: readonly Policy[],
  request: Policy,
): boolean {
  return policies.some(
    policy =>
      globMatch(policy.resource, request.resource) &&
      globMatch(policy.action, request.action) &&
      globMatch(policy.object, request.object),
  );
}
