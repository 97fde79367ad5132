import { isDeepStrictEqual } from 'node:util';
import { PolicyRule } from '../auth/rules';
import { runUnreviewed } from '../resources/Operation';
import { ResourceContext } from '../resources/ResourceContext';
import {
  LabelSelector,
  labelSelectorText,
} from '../resources/labelSelectorText';
import { updateObject } from '../resources/updateObject';
import { KubeObject } from '../schema/types';
import { parseLabelSelector } from '../selectors/labelSelector';
import { systemWriter } from './systemWriter';

interface ClusterRole extends KubeObject {
  rules?: PolicyRule[] | null;
  aggregationRule?: { clusterRoleSelectors?: LabelSelector[] };
}

const storage = 'clusterroles.rbac.authorization.k8s.io';
const writer = systemWriter({
  username:
    'system:serviceaccount:kube-system:clusterrole-aggregation-controller',
  fieldManager: 'clusterrole-aggregation-controller',
});

/** Keeps `admin`, `edit`, `view` and their like the sum of the roles that their labels name. */
export function keepClusterRolesAggregated(context: ResourceContext): void {
  const aggregateAll = () => {
    const roles = context.store.list(storage) as ClusterRole[];
    roles
      .filter(role => role.aggregationRule)
      .forEach(role => aggregate(context, role, roles));
  };
  aggregateAll();
  context.store.subscribe(storage, aggregateAll);
}

function aggregate(
  context: ResourceContext,
  role: ClusterRole,
  roles: ClusterRole[],
): void {
  const selectors = (role.aggregationRule?.clusterRoleSelectors ?? []).map(
    selector => parseLabelSelector(labelSelectorText(selector)),
  );
  const rules: PolicyRule[] = [];
  for (const other of roles) {
    const labels = other.metadata.labels ?? {};
    if (other !== role && selectors.some(selects => selects(labels))) {
      const fresh = (other.rules ?? []).filter(
        rule => !rules.some(known => isDeepStrictEqual(known, rule)),
      );
      rules.push(...fresh);
    }
  }
  if (isDeepStrictEqual(rules, role.rules ?? [])) return;
  runUnreviewed(
    updateObject(context, {
      type: context.served.find(
        'rbac.authorization.k8s.io',
        'v1',
        'clusterroles',
      )!,
      key: { name: role.metadata.name! },
      write: writer,
      change: current => ({ ...current, rules }),
    }),
  );
}
