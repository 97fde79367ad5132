import {
  commitSha,
  evidenceOf,
  policyOf,
  provenance,
  scanOf,
} from '../__testUtils__/evidenceOf';
import { digestOfName } from '../__testUtils__/kubernetesObjects';
import { decideVerdict, VerdictInput } from './decideVerdict';

const reference = `registry.example.com/acme/shop@${digestOfName('one')}`;
const now = new Date('2026-11-02T01:00:00Z');
const ours = {
  entityRef: 'component:default/shop',
  repository: 'https://github.com/acme/shop',
};
const onBranch = {
  state: 'on-branch',
  code: 'ON_PROTECTED_BRANCH',
  sentence: 'It is.',
} as const;

function decide(changes: Partial<VerdictInput> = {}) {
  const { checks } = decideVerdict({
    inspection: {
      reference,
      isStale: false,
      evidence: evidenceOf(reference),
    },
    policy: policyOf(),
    component: ours,
    isNamed: false,
    secrets: 0,
    thresholds: {
      maxAgeMs: 48 * 3_600_000,
      max: { critical: 0 },
      ignoreUnfixed: false,
    },
    commitOf: () => onBranch,
    now,
    ...changes,
  });
  return [checks.signed, checks.scanned, checks.source].map(
    ({ answer, code }) => `${answer} ${code}`,
  );
}

const clusterScan = (
  severity: 'critical' | 'high' | 'unknown' | undefined,
  at = '2026-11-02T00:00:00Z',
): VerdictInput['scan'] => ({
  cluster: 'prod',
  report: 'shop/x',
  scanner: 'Trivy',
  scannedAt: new Date(at),
  isRecognised: true,
  findings: severity
    ? [{ id: 'CVE-1', severity, package: 'p', installedVersion: '1' }]
    : [],
});

const says = (...predicates: Parameters<typeof scanOf>[]) => ({
  inspection: {
    reference,
    isStale: false,
    evidence: evidenceOf(reference, {
      says: predicates.map(([at, findings]) => scanOf(at, findings)),
    }),
  },
});

describe('decideVerdict', () => {
  it('passes only what is proved', () => {
    expect(decide({ scan: clusterScan('high') })).toEqual([
      'pass SIGNED',
      'pass REPORT_WITHIN_THRESHOLDS',
      'pass ON_PROTECTED_BRANCH',
    ]);
  });

  it.each([
    [
      'nobody looked',
      { inspection: { reference, isStale: false } },
      'NOT_READ_YET',
    ],
    [
      'the registry is down',
      { inspection: { reference, isStale: false, cause: '503' } },
      'EVIDENCE_UNREADABLE',
    ],
    [
      'it is too old',
      {
        inspection: {
          reference,
          isStale: true,
          evidence: evidenceOf(reference),
        },
      },
      'EVIDENCE_STALE',
    ],
    ['there is no policy', { policy: undefined }, 'NO_POLICY'],
  ])('is unknown where %s', (_, changes, code) => {
    const [signed, scanned, source] = decide(changes);
    expect([signed, source]).toEqual([`unknown ${code}`, `unknown ${code}`]);
    expect(scanned).toMatch(/^unknown /);
  });

  it.each<[string, Partial<VerdictInput>, string]>([
    ['no scan', {}, 'unknown NO_REPORT'],
    [
      'a report without digest',
      { isNamed: true },
      'unknown REPORT_WITHOUT_DIGEST',
    ],
    [
      'a stale report',
      { scan: clusterScan(undefined, '2026-10-01T00:00:00Z') },
      'unknown REPORT_STALE',
    ],
    [
      'a clock an hour ahead',
      { scan: clusterScan(undefined, '2026-11-02T02:00:00Z') },
      'pass REPORT_WITHIN_THRESHOLDS',
    ],
    [
      'a report of tomorrow',
      { scan: clusterScan(undefined, '2026-11-03T02:00:00Z') },
      'unknown REPORT_FROM_THE_FUTURE',
    ],
    [
      'a report that proves nothing',
      { scan: { ...clusterScan(undefined)!, isRecognised: false } },
      'unknown NOTHING_RECOGNISED',
    ],
    [
      'a critical in the cluster',
      { scan: clusterScan('critical') },
      'fail TOO_MANY_CRITICAL',
    ],
    [
      'an unknown severity',
      { scan: clusterScan('unknown') },
      'unknown SEVERITY_UNKNOWN',
    ],
    [
      'a signed scan',
      says(['2026-11-02T00:00:00Z']),
      'pass SCAN_WITHIN_THRESHOLDS',
    ],
    ['an old signed scan', says(['2026-01-02T00:00:00Z']), 'unknown TOO_OLD'],
    [
      'an old signed scan, and a fresh report',
      { ...says(['2026-01-02T00:00:00Z']), scan: clusterScan('high') },
      'pass REPORT_WITHIN_THRESHOLDS',
    ],
    [
      'a signed scan, and a cluster that knows more',
      { ...says(['2026-11-02T00:00:00Z']), scan: clusterScan('critical') },
      'fail TOO_MANY_CRITICAL',
    ],
    [
      'a signed scan, and a severity that nobody knows',
      { ...says(['2026-11-02T00:00:00Z']), scan: clusterScan('unknown') },
      'unknown SEVERITY_UNKNOWN',
    ],
    [
      'a signed scan with a critical',
      {
        ...says(['2026-11-02T00:00:00Z', [{ id: 'C', severity: 'critical' }]]),
        scan: clusterScan(undefined),
      },
      'fail TOO_MANY_CRITICAL',
    ],
  ])('says of %s what it is worth', (_, changes, expected) => {
    expect(decide(changes)[1]).toBe(expected);
  });

  const builders = policyOf(`
    signed: { by: [ci] }
    built: { by: [ci], builders: ['https://github.com/acme/**'] }`);

  it.each<[string, Partial<VerdictInput>, string]>([
    [
      'another repository',
      { component: { ...ours, repository: 'https://github.com/acme/other' } },
      'fail SOURCE_NOT_ALLOWED',
    ],
    [
      'another repository than the component’s, where the policy names none',
      {
        policy: builders,
        component: { ...ours, repository: 'https://github.com/acme/other' },
      },
      'fail SOURCE_NOT_OWN',
    ],
    [
      'no component',
      { policy: builders, component: undefined },
      'unknown COMPONENT_UNKNOWN',
    ],
    [
      'a component without source',
      { policy: builders, component: { entityRef: ours.entityRef } },
      'unknown REPOSITORY_UNKNOWN',
    ],
    [
      'a host that was not asked',
      { commitOf: () => undefined },
      'unknown COMMIT_NOT_ASKED_YET',
    ],
    [
      'a commit elsewhere',
      {
        commitOf: () => ({
          ...onBranch,
          state: 'refused',
          code: 'NOT_ON_BRANCH',
        }),
      },
      'fail NOT_ON_BRANCH',
    ],
    [
      'a host that is down',
      {
        commitOf: () => ({
          ...onBranch,
          state: 'unknown',
          code: 'GIT_HOST_UNREACHABLE',
        }),
      },
      'unknown GIT_HOST_UNREACHABLE',
    ],
    [
      'no provenance',
      {
        inspection: {
          reference,
          isStale: false,
          evidence: evidenceOf(reference, { says: [{ kind: 'signature' }] }),
        },
      },
      'fail NOTHING_FOUND',
    ],
    [
      'a provenance without commit',
      {
        inspection: {
          reference,
          isStale: false,
          evidence: evidenceOf(reference, {
            says: [
              {
                ...provenance,
                source: {
                  ...(provenance as { source: object }).source,
                  commit: undefined,
                },
              } as typeof provenance,
            ],
          }),
        },
      },
      'fail COMMIT_MISSING',
    ],
  ])('says of %s where it is from', (_, changes, expected) => {
    expect(decide(changes)[2]).toBe(expected);
  });

  it('asks the Git host about the commit that the provenance names, and gives each answer a next step', () => {
    const asked = decideVerdict({
      inspection: {
        reference,
        isStale: false,
        evidence: evidenceOf(reference),
      },
      policy: policyOf(),
      component: ours,
      isNamed: false,
      secrets: 0,
      thresholds: { maxAgeMs: 1, max: {}, ignoreUnfixed: false },
      commitOf: () => undefined,
      now,
    });
    expect(asked.commit).toEqual({
      repository: ours.repository,
      sha: commitSha,
    });
    for (const { answer, next } of Object.values(asked.checks)) {
      expect(answer === 'pass').toBe(next === undefined);
    }
  });
});
