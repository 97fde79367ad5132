import type { SourceFreshness } from '@portolan/plugin-guardrails-common';
import { whatIsMissing } from './whatIsMissing';

const needed = [
  { what: 'reports', kinds: ['policy-reports', 'open-reports'] },
  { what: 'policies', kinds: ['validating-policies'], mayBeAbsent: true },
];

function missing(
  reports: SourceFreshness['state'],
  other: SourceFreshness['state'] = 'not installed',
  policies: SourceFreshness['state'] = 'current',
) {
  const sources: SourceFreshness[] = [
    { cluster: 'prod', kind: 'policy-reports', state: reports, cause: 'why' },
    { cluster: 'prod', kind: 'open-reports', state: other },
    { cluster: 'prod', kind: 'validating-policies', state: policies },
    { cluster: 'dev', kind: 'policy-reports', state: 'unreachable' },
  ];
  return whatIsMissing(sources, { cluster: 'prod', needed });
}

describe('whatIsMissing', () => {
  it.each([
    [missing('current'), undefined],
    [missing('not installed', 'current'), undefined],
    [missing('current', 'current', 'not installed'), undefined],
    [missing('not installed'), 'reports are not installed in prod'],
    [missing('unreachable'), 'reports of prod can not be read: why'],
    [missing('denied'), 'the portal may not read reports of prod: why'],
    [
      missing('listing'),
      'reports of prod are being read for the first time: why',
    ],
    // Some of what it reports could be in the other kind.
    [missing('current', 'unreachable'), 'reports of prod can not be read'],
    [
      missing('current', 'current', 'denied'),
      'the portal may not read policies of prod',
    ],
  ])('is "%s"', (said, expected) => {
    expect(said).toBe(expected);
  });

  it('is what nobody watches, too', () => {
    expect(whatIsMissing([], { cluster: 'prod', needed })).toBe(
      'reports of prod are not watched; policies of prod are not watched',
    );
  });
});
