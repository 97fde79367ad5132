import { WorkflowStep } from '../workflow/parseWorkflow';
import { Advisory } from './advisories';
import { findVulnerabilities } from './findVulnerabilities';
import { readThresholds, ThresholdError } from './readThresholds';

const step = (more: Partial<WorkflowStep>): WorkflowStep => ({
  key: 'scan',
  name: 'Scan',
  with: {},
  ...more,
});

describe('readThresholds', () => {
  it.each<[string, Partial<WorkflowStep>, unknown]>([
    ['a command that only reports', { run: 'trivy image "$IMAGE"' }, []],
    [
      'a command that fails, over several lines',
      {
        run: 'trivy image --output scan.json "$IMAGE"\ntrivy image \\\n  --severity=HIGH,critical \\\n  --exit-code 1 "$IMAGE"',
      },
      [{ severities: ['HIGH', 'CRITICAL'], ignoreUnfixed: false }],
    ],
    [
      'a command without severities',
      { run: 'trivy image --exit-code=2 --ignore-unfixed "$IMAGE"' },
      [
        {
          severities: ['UNKNOWN', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'],
          ignoreUnfixed: true,
        },
      ],
    ],
    ['an exit code of 0', { run: 'trivy image --exit-code 0 "$IMAGE"' }, []],
    [
      'the action',
      {
        uses: 'aquasecurity/trivy-action@57a97c7e # v0.35.0',
        with: {
          severity: 'CRITICAL',
          'exit-code': '1',
          'ignore-unfixed': true,
        },
      },
      [{ severities: ['CRITICAL'], ignoreUnfixed: true }],
    ],
    [
      'the action that only reports',
      { uses: 'aquasecurity/trivy-action@57a97c7e', with: {} },
      [],
    ],
    ['another command', { run: 'grype --exit-code 1 "$IMAGE"' }, []],
  ])('reads %s', (_, declared, expected) => {
    expect(readThresholds(step(declared))).toEqual(expected);
  });

  it('refuses a severity that there is not, rather than let it pass', () => {
    expect(() =>
      readThresholds(
        step({ run: 'trivy image --severity CRITCAL --exit-code 1 x' }),
      ),
    ).toThrow(
      new ThresholdError(
        "'CRITCAL' is no severity: Trivy knows UNKNOWN, LOW, MEDIUM, HIGH, CRITICAL",
      ),
    );
  });
});

describe('findVulnerabilities', () => {
  const component = (name: string, version: string) => ({
    type: 'library' as const,
    'bom-ref': `pkg:npm/${name}@${version}`,
    purl: `pkg:npm/${name}@${version}`,
    name,
    version,
  });
  const advisory = (more: Partial<Advisory>): Advisory => ({
    id: 'CVE-2026-0001',
    package: 'a',
    affected: '>=1.0.0 <1.2.0',
    severity: 'LOW',
    title: 'a: is broken',
    publishedAt: '2026-01-01T00:00:00Z',
    ...more,
  });
  const idsOf = (name: string, version: string, known: Advisory[]) =>
    findVulnerabilities({ components: [component(name, version)] }, known).map(
      ({ advisory: { id } }) => id,
    );

  it.each([
    ['0.9.9', []],
    ['1.0.0', ['CVE-2026-0001']],
    ['1.1.9', ['CVE-2026-0001']],
    ['1.2.0-beta.1', ['CVE-2026-0001']],
    ['1.2.0', []],
    ['not a version', []],
  ])('goes by the range: %s', (version, ids) => {
    expect(idsOf('a', version, [advisory({})])).toEqual(ids);
  });

  it('goes by the name of packages of npm only', () => {
    expect(idsOf('b', '1.0.0', [advisory({})])).toEqual([]);
    const base = { ...component('a', '1.0.0'), purl: 'pkg:oci/a@1.0.0' };
    expect(findVulnerabilities({ components: [base] }, [advisory({})])).toEqual(
      [],
    );
  });

  it('tells the worst first', () => {
    expect(
      idsOf('a', '1.0.0', [
        advisory({ id: 'low' }),
        advisory({ id: 'critical', severity: 'CRITICAL' }),
        advisory({ id: 'high', severity: 'HIGH' }),
      ]),
    ).toEqual(['critical', 'high', 'low']);
  });
});
