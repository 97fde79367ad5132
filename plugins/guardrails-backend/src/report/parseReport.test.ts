import deployment from './__fixtures__/deployment-fails-both-kinds.json';
import old from './__fixtures__/pod-before-the-policy-in-enforce.json';
import half from './__fixtures__/pod-passes-one-fails-other.json';
import skipped from './__fixtures__/skipped-by-exception.json';
import { parseReport } from './parseReport';

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  name: 'good',
  namespace: 'policed-audit',
};

/** A report of another source, about what its results name. */
function reportOf(results: unknown[], extra: object = {}) {
  return {
    apiVersion: 'wgpolicyk8s.io/v1alpha2',
    kind: 'PolicyReport',
    metadata: {
      name: 'report',
      namespace: 'shop-dev',
      creationTimestamp: '2026-11-26T10:00:00Z',
    },
    results,
    ...extra,
  };
}

describe('parseReport', () => {
  it('reads results of new and old policies, with the field that an old one names', () => {
    const { results, counts, truncated } = parseReport(deployment);
    expect(results).toEqual([
      {
        resource: {
          ...pod,
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: 'web',
          uid: deployment.scope.uid,
        },
        source: 'KyvernoValidatingPolicy',
        policy: 'disallow-latest-tag-audit',
        category: 'Best Practices',
        severity: 'medium',
        result: 'fail',
        message: 'An image needs a tag other than latest, or a digest.',
        validation: 0,
        exceptions: [],
        evaluatedAt: '2026-11-26T12:00:00.000Z',
      },
      expect.objectContaining({
        source: 'kyverno',
        policy: 'require-team',
        rule: 'autogen-require-team',
        field: 'spec.template.metadata.labels.team',
        severity: 'high',
      }),
    ]);
    expect(counts).toMatchObject({ fail: 2, pass: 0 });
    expect(truncated).toBeUndefined();
  });

  it('reads what the background scan found in a namespace that enforces', () => {
    expect(parseReport(old).results.map(({ policy }) => policy)).toEqual([
      'disallow-latest-tag-enforce',
      'require-team',
    ]);
  });

  it('names the exception with the namespace that only the message tells', () => {
    const skip = parseReport(skipped).results.find(
      ({ result }) => result === 'skip',
    );
    expect(skip).toMatchObject({
      rule: 'exception',
      exceptions: ['policed-audit/bad-for-now'],
    });
  });

  it('reads openreports.io alike', () => {
    const open = {
      ...half,
      apiVersion: 'openreports.io/v1alpha1',
      kind: 'Report',
    };
    expect(parseReport(open)).toEqual(parseReport(half));
  });

  it('takes the source of the whole report where a result names none', () => {
    const [one] = parseReport(
      reportOf([{ policy: 'p', result: 'pass' }], { source: 'Falco' }),
    ).results;
    expect(one.source).toBe('Falco');
  });

  it('reads results about resources that they name, of any source', () => {
    const resource = (name: string) => ({
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      name,
    });
    const { results } = parseReport(
      reportOf([
        {
          source: 'Trivy Vulnerability',
          policy: 'CVE-2026-1',
          rule: 'openssl',
          result: 'fail',
          severity: 'critical',
          resources: [resource('a'), resource('b')],
          timestamp: { seconds: '1795694400', nanos: 0 },
        },
      ]),
    );
    expect(results.map(one => one.resource)).toEqual([
      { ...resource('a'), namespace: 'shop-dev' },
      { ...resource('b'), namespace: 'shop-dev' },
    ]);
    expect(results[0].evaluatedAt).toBe('2026-11-26T12:00:00.000Z');
  });

  it.each([
    ['a result that nobody knows', { result: 'maybe' }, { result: 'unknown' }],
    ['no result', {}, { result: 'unknown' }],
    [
      'a severity that nobody knows',
      { severity: 'URGENT' },
      { severity: 'unknown' },
    ],
    ['no severity', { result: 'fail' }, { severity: 'unknown' }],
    [
      'capitals',
      { result: 'FAIL', severity: 'High' },
      { result: 'fail', severity: 'high' },
    ],
  ])('reads %s', (_, raw, expected) => {
    const report = reportOf([{ policy: 'p', ...raw }], { scope: pod });
    expect(parseReport(report).results[0]).toMatchObject(expected);
  });

  it('takes the time of its report where a result says none, and none where nothing does', () => {
    const report = reportOf([{ policy: 'p', result: 'pass' }]);
    expect(parseReport(report).results[0].evaluatedAt).toBe(
      '2026-11-26T10:00:00.000Z',
    );
    const timeless = { ...report, metadata: { name: 'report' } };
    expect(parseReport(timeless).results[0]).not.toHaveProperty('evaluatedAt');
  });

  it('keeps of a rule that is reported twice what is worse', () => {
    const twice = ['pass', 'fail', 'pass'].map(result => ({
      policy: 'verify-images',
      rule: 'signed',
      result,
    }));
    const { results } = parseReport(reportOf(twice, { scope: pod }));
    expect(results.map(({ result }) => result)).toEqual(['fail']);
  });

  it('says the same whatever the order', () => {
    const turned = { ...half, results: [...half.results].reverse() };
    expect(parseReport(turned)).toEqual(parseReport(half));
  });

  it('keeps the worst of a report of 4 MB, counts all and says so', () => {
    const results = Array.from({ length: 4000 }, (_, index) => ({
      policy: `policy-${index}`,
      result: index % 1000 === 999 ? 'fail' : 'pass',
      message: 'x'.repeat(1100),
    }));
    const report = reportOf(results, { scope: pod });
    expect(JSON.stringify(report).length).toBeGreaterThan(4_000_000);
    const parsed = parseReport(report);
    expect(parsed.counts).toMatchObject({ fail: 4, pass: 3996 });
    expect(parsed.truncated).toBe('500 of 4000 results are kept');
    expect(parsed.results.slice(0, 5).map(({ result }) => result)).toEqual([
      'fail',
      'fail',
      'fail',
      'fail',
      'pass',
    ]);
    expect(JSON.stringify(parsed).length).toBeLessThan(1_000_000);
  });

  it.each([
    ['results.0.policy', reportOf([{ result: 'pass' }])],
    ['results', reportOf('none' as never)],
    [
      'results.0.timestamp.seconds',
      reportOf([{ policy: 'p', timestamp: { seconds: 'soon' } }]),
    ],
    ['kind', { ...reportOf([]), kind: 'Pod' }],
    ['metadata', { apiVersion: 'openreports.io/v1alpha1', kind: 'Report' }],
    ['object', 'nonsense'],
  ])('names %s when it makes no sense', (field, report) => {
    expect(() => parseReport(report)).toThrow(
      new RegExp(`^${field.replaceAll('.', '\\.')}: `),
    );
  });
});
