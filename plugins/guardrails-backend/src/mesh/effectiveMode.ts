import type { EffectiveMode } from '@portolan/plugin-guardrails-common';
import type { ParsedPeerAuthentication } from './MeshFacts';

/**
 * The mode that holds for a workload, as Istio finds it: of its own selector,
 * else of its namespace, else of the mesh, else PERMISSIVE; UNSET inherits; of
 * two of the same level the oldest holds. Pure.
 */
export function effectiveMode(
  workload: {
    namespace: string;
    /** Of its pods. */
    labels: Readonly<Record<string, string>>;
  },
  options: {
    /** All of the cluster; absent when they can not be read. */
    policies?: readonly ParsedPeerAuthentication[];
    /** Where what holds for the whole mesh stands: `istio-system`. */
    rootNamespace: string;
  },
): EffectiveMode {
  const { policies, rootNamespace } = options;
  if (!policies) return { mode: 'unknown', ports: [] };
  const { namespace, labels } = workload;
  const ofNamespace = (name: string) =>
    oldest(policies, one => one.policy.namespace === name && !one.selector);
  const own =
    // Istio ignores selectors in the root namespace.
    namespace === rootNamespace
      ? undefined
      : oldest(
          policies,
          one =>
            one.policy.namespace === namespace &&
            one.selector !== undefined &&
            selects(one.selector, labels),
        );
  const levels = [own, ofNamespace(namespace), ofNamespace(rootNamespace)];
  const from = levels.find(one => one && one.mode !== 'UNSET');
  const mode = !from || from.mode === 'UNSET' ? 'PERMISSIVE' : from.mode;
  return {
    mode,
    ...(from ? { from: from.policy } : {}),
    ports: (own?.ports ?? [])
      .flatMap(one =>
        one.mode === 'UNSET' || one.mode === mode
          ? []
          : [{ port: one.port, mode: one.mode }],
      )
      .sort((a, b) => a.port - b.port),
  };
}

function oldest(
  policies: readonly ParsedPeerAuthentication[],
  isMeant: (policy: ParsedPeerAuthentication) => boolean,
): ParsedPeerAuthentication | undefined {
  return policies
    .filter(isMeant)
    .sort(
      (a, b) =>
        compare(a.createdAt ?? '', b.createdAt ?? '') ||
        compare(a.policy.name, b.policy.name),
    )[0];
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function selects(
  selector: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(selector).every(
    ([key, value]) => labels[key] === value,
  );
}
