import type { ControlStage } from '../policy';
import { decideCell } from './decideCell';
import type { CellInput, JudgedResult } from './CellInput';

const audit: ControlStage = {
  stage: 'audit',
  policies: [],
  background: true,
  ofWorkloads: true,
};
const enforce: ControlStage = { ...audit, stage: 'enforce' };
const web = { kind: 'Deployment', name: 'web' };
const db = { kind: 'StatefulSet', name: 'db' };

function result(
  state: JudgedResult['result'],
  options: Partial<JudgedResult> = {},
): JudgedResult {
  const workload = options.workload ?? web;
  return {
    result: state,
    severity: 'high',
    exceptions: [],
    resource: { apiVersion: 'apps/v1', namespace: 'shop', ...workload },
    workload,
    evaluatedAt: '2026-11-26T12:00:00.000Z',
    ...options,
  };
}

function cell(input: Partial<CellInput>) {
  return decideCell({
    control: 'disallow-latest-tag',
    stage: audit,
    results: [],
    workloads: [web],
    ...input,
  });
}

const excepted = result('skip', { exceptions: ['shop/for-now'] });
const stale = result('pass', { stale: 'its policy is gone' });

describe('decideCell', () => {
  it.each<[string, Partial<CellInput>, string, string | undefined, string]>([
    [
      'all pass',
      { results: [result('pass')] },
      'clean',
      'pass',
      'No violations',
    ],
    [
      'one fails',
      { results: [result('fail')] },
      'open',
      'fail',
      '1 high (audit)',
    ],
    [
      'several fail in enforce',
      {
        stage: enforce,
        results: [
          result('fail'),
          result('fail', { severity: 'critical' }),
          result('fail', { severity: 'unknown' }),
        ],
      },
      'open',
      'fail',
      '1 critical, 1 high, 1 of unknown severity (enforce)',
    ],
    [
      'a warning',
      { results: [result('warn')] },
      'open',
      'fail',
      '1 warning (audit)',
    ],
    [
      'an error',
      { results: [result('error')] },
      'open',
      'unknown',
      '1 could not be evaluated (audit)',
    ],
    [
      'a result that nobody knows',
      { results: [result('unknown')] },
      'open',
      'unknown',
      '1 with an unknown result (audit)',
    ],
    [
      'an exception',
      { results: [excepted] },
      'excepted',
      'pass with exception',
      'No violations but for 1 excepted',
    ],
    [
      'an exception beside a failure',
      {
        results: [excepted, result('fail', { workload: db })],
        workloads: [web, db],
      },
      'open',
      'fail',
      '1 high (audit)',
    ],
    [
      'a skip for no exception',
      { results: [result('skip')] },
      'never-evaluated',
      'unknown',
      'Never evaluated',
    ],
    [
      'a skip beside a pass of another rule',
      { results: [result('skip'), result('pass')] },
      'clean',
      'pass',
      'No violations',
    ],
    [
      'enforce and no result',
      { stage: enforce },
      'never-evaluated',
      'unknown',
      'Never evaluated',
    ],
    [
      'a policy that is not ready',
      {
        stage: { ...enforce, ready: false, readyCause: 'missing permissions' },
      },
      'never-evaluated',
      'unknown',
      'Never evaluated: missing permissions',
    ],
    [
      'no background scan',
      { stage: { ...audit, background: false } },
      'never-evaluated',
      'unknown',
      'Never evaluated: its policies judge changes only, not what runs',
    ],
    [
      'results of something else only',
      { results: [result('pass', { workload: db })] },
      'never-evaluated',
      'unknown',
      'Never evaluated',
    ],
    [
      'one workload of two',
      { results: [result('pass')], workloads: [web, db] },
      'partly-evaluated',
      'unknown',
      '1 of 2 workloads never evaluated',
    ],
    [
      'an exception and one not evaluated',
      { results: [excepted], workloads: [web, db] },
      'partly-evaluated',
      'unknown',
      '1 of 2 workloads never evaluated',
    ],
    [
      'a stale pass',
      { results: [stale] },
      'stale',
      'unknown',
      'Stale: its policy is gone',
    ],
    [
      'a stale failure',
      { results: [{ ...stale, result: 'fail' }] },
      'stale',
      'unknown',
      'Stale: its policy is gone',
    ],
    [
      'a stale result that was evaluated again',
      { results: [stale, result('pass')] },
      'clean',
      'pass',
      'No violations',
    ],
    [
      'a stale result of what does not run any more',
      { results: [result('pass'), { ...stale, workload: db }] },
      'clean',
      'pass',
      'No violations',
    ],
    [
      'nothing that runs',
      { workloads: [] },
      'nothing-runs',
      undefined,
      'Nothing runs here',
    ],
    [
      'a failure of what does not run',
      { results: [result('fail')], workloads: [] },
      'open',
      'fail',
      '1 high (audit)',
    ],
    [
      'no policy here',
      { stage: { ...audit, stage: 'off' } },
      'off',
      undefined,
      'Off here',
    ],
    [
      'a source that is missing',
      { results: [result('pass')], missing: 'reports of prod can not be read' },
      'no-data',
      'unknown',
      'Reports of prod can not be read',
    ],
    [
      'policies that are missing, where none is known',
      {
        stage: { ...audit, stage: 'off' },
        missing: 'policies of prod can not be read',
      },
      'no-data',
      'unknown',
      'Policies of prod can not be read',
    ],
    [
      'a stage that nobody knows',
      {
        stage: { ...audit, stage: 'unknown', cause: 'no labels' },
        results: [result('pass')],
      },
      'no-data',
      'unknown',
      'Unknown stage: no labels',
    ],
    [
      'a failure where nobody knows the stage',
      { stage: { ...audit, stage: 'unknown' }, results: [result('fail')] },
      'open',
      'fail',
      '1 high (stage unknown)',
    ],
  ])('of %s', (_, input, code, answer, sentence) => {
    const decided = cell(input);
    expect(decided).toMatchObject({ code, sentence });
    expect(decided.answer).toBe(answer);
  });

  it('of policies for other objects than workloads', () => {
    const stage = { ...audit, ofWorkloads: false };
    const service = { apiVersion: 'v1', kind: 'Service', name: 'web' };
    const own = result('pass', { resource: service });
    delete own.workload;
    expect(cell({ stage, results: [own] }).code).toBe('clean');
    expect(cell({ stage }).code).toBe('never-evaluated');
    expect(cell({ stage, results: [{ ...own, result: 'skip' }] }).code).toBe(
      'never-evaluated',
    );
    expect(
      cell({ stage, results: [{ ...own, stale: 'its policy is gone' }] }).code,
    ).toBe('stale');
    const other = {
      ...own,
      resource: { ...service, name: 'old' },
      stale: 'its resource is gone',
    };
    expect(cell({ stage, results: [own, other] })).toMatchObject({
      code: 'clean',
      counts: { pass: 1, stale: 1 },
    });
  });

  it('counts what it rests on, and is as old as the oldest of it', () => {
    const older = result('fail', { evaluatedAt: '2026-11-25T12:00:00.000Z' });
    expect(
      cell({
        results: [older, result('pass', { workload: db }), stale],
        workloads: [web, db, { kind: 'Job', name: 'x' }],
      }),
    ).toMatchObject({
      counts: { fail: 1, pass: 1, stale: 1, unevaluated: 1, skip: 0 },
      asOf: '2026-11-25T12:00:00.000Z',
    });
    expect(cell({})).not.toHaveProperty('asOf');
  });
});
