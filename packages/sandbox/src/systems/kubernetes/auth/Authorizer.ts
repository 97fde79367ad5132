import { KubeObject } from '../schema/types';
import { UserInfo } from '../resources/ResourceContext';
import { ObjectStore } from '../storage/ObjectStore';
import { Attributes, mastersGroup } from './Attributes';
import {
  PolicyRule,
  Subject,
  describeSubject,
  ruleAllows,
  subjectIs,
} from './rules';

/** May it be done, and why. */
export interface Decision {
  allowed: boolean;
  reason?: string;
}

interface Binding extends KubeObject {
  subjects?: Subject[];
  roleRef: { kind: string; name: string };
}

interface Role extends KubeObject {
  rules?: PolicyRule[] | null;
}

const group = 'rbac.authorization.k8s.io';

/** Decides by the RBAC objects of the cluster; nothing is cached, so a new binding counts at once. */
export class Authorizer {
  readonly #store: ObjectStore;

  constructor(store: ObjectStore) {
    this.#store = store;
  }

  decide(asked: Attributes): Decision {
    if (asked.user.groups.includes(mastersGroup)) return { allowed: true };
    const namespace = asked.kind === 'resource' ? asked.namespace : undefined;
    for (const grant of this.#grants(asked.user, namespace)) {
      if (grant.rules.some(rule => ruleAllows(rule, asked))) {
        return { allowed: true, reason: grant.reason };
      }
    }
    return { allowed: false };
  }

  /** All rules that hold for a user in a namespace. */
  rulesOf(user: UserInfo, namespace: string): PolicyRule[] {
    const everything: PolicyRule[] = [
      { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
      { verbs: ['*'], nonResourceURLs: ['*'] },
    ];
    const granted = [...this.#grants(user, namespace)].flatMap(
      ({ rules }) => rules,
    );
    return user.groups.includes(mastersGroup)
      ? [...everything, ...granted]
      : granted;
  }

  *#grants(
    user: UserInfo,
    namespace: string | undefined,
  ): Generator<{ rules: PolicyRule[]; reason: string }> {
    // The last ones first: the order means nothing, and the real server's is random.
    const bindings = [
      ...this.#list<Binding>('clusterrolebindings').reverse(),
      ...(namespace ? this.#list<Binding>('rolebindings', namespace) : []),
    ];
    for (const binding of bindings) {
      const home = binding.metadata.namespace;
      const subject = binding.subjects?.find(one => subjectIs(one, user, home));
      const role = subject && this.#roleOf(binding);
      if (subject && role) {
        const { kind, name } = binding.roleRef;
        const id = home
          ? `${binding.metadata.name}/${home}`
          : binding.metadata.name;
        yield {
          rules: role.rules ?? [],
          reason: `RBAC: allowed by ${
            binding.kind
          } "${id}" of ${kind} "${name}" to ${describeSubject(subject)}`,
        };
      }
    }
  }

  #roleOf({ roleRef, metadata }: Binding): Role | undefined {
    const isClusterRole = roleRef.kind === 'ClusterRole';
    return this.#store.get(
      `${isClusterRole ? 'clusterroles' : 'roles'}.${group}`,
      {
        namespace: isClusterRole ? undefined : metadata.namespace,
        name: roleRef.name,
      },
    ) as Role | undefined;
  }

  #list<T extends KubeObject>(resource: string, namespace?: string): T[] {
    return this.#store.list(`${resource}.${group}`, namespace) as T[];
  }
}
