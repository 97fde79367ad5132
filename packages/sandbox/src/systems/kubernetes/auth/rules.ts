import { Attributes, parseServiceAccountName } from './Attributes';
import { UserInfo } from '../resources/ResourceContext';

/** One rule of a Role or ClusterRole. */
export interface PolicyRule {
  verbs: string[];
  apiGroups?: string[];
  resources?: string[];
  resourceNames?: string[];
  nonResourceURLs?: string[];
}

/** Who a binding is about. */
export interface Subject {
  kind: string;
  name: string;
  namespace?: string;
}

export function ruleAllows(rule: PolicyRule, asked: Attributes): boolean {
  if (!rule.verbs.includes('*') && !rule.verbs.includes(asked.verb)) {
    return false;
  }
  if (asked.kind === 'path') {
    return (rule.nonResourceURLs ?? []).some(pattern =>
      pattern.endsWith('*')
        ? asked.path.startsWith(pattern.slice(0, -1))
        : pattern === asked.path,
    );
  }
  return (
    includes(rule.apiGroups, asked.group) &&
    resourceMatches(rule.resources, asked.resource) &&
    (!rule.resourceNames?.length ||
      rule.resourceNames.includes(asked.name ?? ''))
  );
}

function includes(list: readonly string[] = [], value: string): boolean {
  return list.includes('*') || list.includes(value);
}

/** A rule may name `pods/log` itself, the logs of all resources (a star before the slash), or everything. */
function resourceMatches(
  list: readonly string[] = [],
  resource: string,
): boolean {
  if (includes(list, resource)) return true;
  const slash = resource.indexOf('/');
  return slash > 0 && list.includes(`*${resource.slice(slash)}`);
}

export function subjectIs(
  subject: Subject,
  user: UserInfo,
  bindingNamespace?: string,
): boolean {
  switch (subject.kind) {
    case 'User':
      return subject.name === user.username;
    case 'Group':
      return user.groups.includes(subject.name);
    case 'ServiceAccount': {
      const account = parseServiceAccountName(user.username);
      return (
        account?.name === subject.name &&
        account.namespace === (subject.namespace ?? bindingNamespace)
      );
    }
    default:
      return false;
  }
}

export function describeSubject(subject: Subject): string {
  return subject.kind === 'ServiceAccount'
    ? `ServiceAccount "${subject.name}/${subject.namespace}"`
    : `${subject.kind} "${subject.name}"`;
}
