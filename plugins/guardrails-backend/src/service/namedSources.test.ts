import type { SourceFreshness } from '@portolan/plugin-guardrails-common';
import { namedSources } from './namedSources';

const source = (
  kind: string,
  state: SourceFreshness['state'],
  cluster = 'prod',
): SourceFreshness => ({ cluster, kind, state });

describe('namedSources', () => {
  it('leaves out kinds that a cluster does not have', () => {
    const read = [
      source('policy-reports', 'current'),
      source('validating-policies', 'denied'),
    ];
    expect(
      namedSources([
        ...read,
        source('reports', 'not installed'),
        source('cluster-policies', 'not installed'),
        source('peer-authentications', 'not installed'),
      ]),
    ).toEqual(read);
  });

  it('names once that a cluster has no reports at all', () => {
    const missing = source('policy-reports', 'not installed', 'nonprod');
    expect(
      namedSources([
        source('policy-reports', 'current'),
        missing,
        source('reports', 'not installed', 'nonprod'),
      ]),
    ).toEqual([source('policy-reports', 'current'), missing]);
  });
});
