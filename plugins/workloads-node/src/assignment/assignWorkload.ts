import {
  DEFAULT_NAMESPACE,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { matchWorkload, type WorkloadPattern } from './WorkloadPattern';

/** What the catalog says of a component, as far as it matters here. */
export type CatalogComponent = {
  entityRef: string;
  kubernetesId?: string;
  owner?: string;
  system?: string;
};

export type Place = {
  cluster: string;
  namespace: string;
  workload: string;
  /** Label `backstage.io/kubernetes-id` of its pods. */
  kubernetesId?: string;
};

/** Whose a workload is, and in which environment. */
export type Assignment = {
  environment?: string;
  entityRef?: string;
  /** Where several components claim it, it belongs to none of them. */
  claimedBy?: readonly string[];
  owner?: string;
  system?: string;
};

/** Components as a workload can name them. */
export interface Components {
  /** All whose annotation `backstage.io/kubernetes-id` has this value. */
  withKubernetesId(id: string): readonly CatalogComponent[];
  withRef(entityRef: string): CatalogComponent | undefined;
}

export type AssignmentRules = {
  environments: readonly { name: string; pattern: WorkloadPattern }[];
  fallback: readonly WorkloadPattern[];
};

/** The label counts; without one, the first fallback that leads to a component. Pure. */
export function assignWorkload(
  place: Place,
  options: { rules: AssignmentRules; components: Components },
): Assignment {
  const { rules, components } = options;
  const environment = rules.environments.find(({ pattern }) =>
    matchWorkload(pattern, place),
  )?.name;
  const claimants =
    place.kubernetesId === undefined
      ? byFallback(place, options)
      : components.withKubernetesId(place.kubernetesId);
  if (claimants.length > 1) {
    const claimedBy = claimants.map(({ entityRef }) => entityRef).sort();
    return { environment, claimedBy };
  }
  const [component] = claimants;
  if (!component) return { environment };
  const { entityRef, owner, system } = component;
  return { environment, entityRef, owner, system };
}

function byFallback(
  place: Place,
  options: { rules: AssignmentRules; components: Components },
): readonly CatalogComponent[] {
  for (const ref of fallbackRefs(place, options.rules)) {
    const component = options.components.withRef(ref);
    if (component) return [component];
  }
  return [];
}

/** The components that a workload without label may belong to, the likeliest first. */
export function fallbackRefs(place: Place, rules: AssignmentRules): string[] {
  return rules.fallback.flatMap(pattern => {
    const match = matchWorkload(pattern, place);
    if (!match?.name) return [];
    return stringifyEntityRef({
      kind: 'Component',
      namespace: match.entityNamespace ?? DEFAULT_NAMESPACE,
      name: match.name,
    });
  });
}
