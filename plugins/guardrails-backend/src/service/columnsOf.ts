import type {
  Control,
  SourceFreshness,
} from '@portolan/plugin-guardrails-common';
import { meshControl } from '../control';
import type { ClusterFacts } from '../database/ClusterFacts';
import { evaluatesPolicies, listControls } from '../policy';

/** The columns of the matrix: controls of all clusters, sources that carry their own checks, and mTLS where there is a mesh. Pure. */
export function columnsOf(
  facts: readonly ClusterFacts[],
  options: {
    sources: readonly SourceFreshness[];
    /** Sources that results name. */
    reporting: readonly string[];
  },
): Control[] {
  const controls = new Map<string, Control>();
  for (const { policies } of facts) {
    for (const control of listControls(policies)) {
      if (!controls.has(control.id)) controls.set(control.id, control);
    }
  }
  for (const source of options.reporting) {
    if (evaluatesPolicies({ source, policy: '' })) continue;
    if (controls.has(source)) continue;
    controls.set(source, { id: source, title: source, kind: 'policy' });
  }
  const hasMesh = options.sources.some(
    one => one.kind === 'peer-authentications' && one.state !== 'not installed',
  );
  return [
    ...[...controls.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    ...(hasMesh
      ? [
          {
            id: meshControl,
            title: 'mTLS',
            kind: 'mesh' as const,
            description:
              'Pods speak to each other by mutual TLS, and STRICT refuses plain text.',
          },
        ]
      : []),
  ];
}
