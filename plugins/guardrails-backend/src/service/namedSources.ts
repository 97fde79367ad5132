import type { SourceFreshness } from '@portolan/plugin-guardrails-common';
import { reportKinds } from '../database/watchedKinds';

const reportIds = reportKinds.map(({ id }) => id);

/**
 * Of everything that is read, what pages name. That a cluster does not have some
 * kind of policies, of exceptions or a mesh is no fault of anybody; that it has no
 * reports at all leaves everything unknown, and is named once. Pure.
 */
export function namedSources(
  sources: readonly SourceFreshness[],
): SourceFreshness[] {
  return sources.filter(({ cluster, kind, state }) => {
    if (state !== 'not installed') return true;
    return (
      kind === reportIds[0] &&
      sources
        .filter(one => one.cluster === cluster && reportIds.includes(one.kind))
        .every(one => one.state === 'not installed')
    );
  });
}
