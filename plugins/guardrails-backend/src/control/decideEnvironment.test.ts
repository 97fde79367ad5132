import type {
  ControlCell,
  MeshState,
  PolicyResult,
} from '@portolan/plugin-guardrails-common';
import { decideEnvironment } from './decideEnvironment';
import { decideMeshCell } from './decideMeshCell';

const mesh: MeshState = { mode: 'STRICT', workloads: [], outside: [] };
const counts = {
  fail: 0,
  error: 0,
  unknown: 0,
  warn: 0,
  skip: 0,
  pass: 0,
  unevaluated: 0,
  stale: 0,
};

function cellOf(control: string, other: Partial<ControlCell>): ControlCell {
  return {
    control,
    stage: 'audit',
    code: 'clean',
    answer: 'pass',
    sentence: 'No violations',
    counts,
    ...other,
  };
}

type OwnResult = Pick<
  PolicyResult,
  'control' | 'result' | 'severity' | 'exceptions' | 'stale'
>;

function resultOf(control: string, other: Partial<OwnResult>): OwnResult {
  return {
    control,
    result: 'fail',
    severity: 'high',
    exceptions: [],
    ...other,
  };
}

function environment(
  cells: ControlCell[],
  results: OwnResult[] = [],
  later: Parameters<typeof decideEnvironment>[0]['later'] = [],
) {
  return decideEnvironment({
    environment: 'dev',
    cluster: 'nonprod',
    namespace: 'shop-dev',
    cells,
    results,
    mesh,
    later,
  });
}

const open = cellOf('tags', {
  code: 'open',
  answer: 'fail',
  sentence: '1 high (audit)',
});
const refused = cellOf('limits', {
  ...open,
  control: 'limits',
  stage: 'enforce',
});
const never = cellOf('images', {
  code: 'never-evaluated',
  answer: 'unknown',
  sentence: 'Never evaluated',
});

describe('decideEnvironment', () => {
  it('says what is open, what that blocks here, and what later', () => {
    const results = [
      resultOf('tags', {}),
      resultOf('limits', { severity: 'critical' }),
      resultOf('limits', { result: 'warn' }),
      resultOf('limits', { stale: 'its policy is gone' }),
      resultOf('tags', { result: 'skip', exceptions: ['a/b'] }),
      resultOf('tags', { result: 'pass' }),
    ];
    const later: Parameters<typeof environment>[2] = [
      { environment: 'staging', stages: { tags: 'audit' } },
      {
        environment: 'prod',
        stages: { tags: 'enforce', limits: 'enforce' },
      },
    ];
    expect(environment([open, refused], results, later)).toMatchObject({
      answer: 'fail',
      code: 'open',
      sentence: '1 critical, 1 warning (enforce), 1 high (audit)',
      open: { critical: 1, high: 1, medium: 0, unknown: 0 },
      excepted: 1,
      blocksHere: 2,
      blocksIn: [{ environment: 'prod', count: 3 }],
    });
  });

  it.each([
    ['all clean', [cellOf('a', {})], 'pass', 'clean', 'No violations'],
    [
      'none ever evaluated',
      [never],
      'unknown',
      'never-evaluated',
      'Never evaluated',
    ],
    [
      'some never evaluated',
      [never, cellOf('a', {})],
      'unknown',
      'never-evaluated',
      '1 of 2 controls never evaluated',
    ],
    [
      'no data',
      [
        never,
        cellOf('a', {
          code: 'no-data',
          answer: 'unknown',
          sentence: 'Reports of x can not be read',
        }),
      ],
      'unknown',
      'no-data',
      'Reports of x can not be read',
    ],
    [
      'exceptions',
      [
        cellOf('a', {}),
        cellOf('b', {
          code: 'excepted',
          answer: 'pass with exception',
          counts: { ...counts, skip: 2 },
        }),
      ],
      'pass with exception',
      'excepted',
      'No violations but for 2 excepted',
    ],
    [
      'no policy here',
      [cellOf('a', { code: 'off', answer: undefined })],
      undefined,
      'off',
      'No policy holds here',
    ],
    ['no policy at all', [], 'unknown', 'no-data', 'No policies are known'],
  ])('of %s', (_, cells, answer, code, sentence) => {
    const decided = environment(cells);
    expect(decided).toMatchObject({
      code,
      sentence,
      blocksHere: 0,
      blocksIn: [],
    });
    expect(decided.answer).toBe(answer);
  });
});

describe('decideMeshCell', () => {
  const workload = { kind: 'Deployment', name: 'web' };
  const effective = { mode: 'STRICT' as const, ports: [] };
  const pods = { sidecar: 1, 'native sidecar': 1, ambient: 0, outside: 0 };
  const full: MeshState = {
    ...mesh,
    workloads: [{ workload, effective, pods }],
  };
  const outside = [{ name: 'web-3', workload, why: 'x' }];

  it.each<[string, MeshState, string, string | undefined, string]>([
    ['strict', full, 'clean', 'pass', 'All pods are in the mesh'],
    [
      'permissive',
      { ...full, mode: 'PERMISSIVE' },
      'clean',
      'pass',
      'All pods are in the mesh, plain text is still accepted',
    ],
    [
      'one outside',
      { ...full, outside },
      'outside-mesh',
      'fail',
      '1 of 3 pods not in the mesh',
    ],
    [
      'only one, outside',
      { ...mesh, outside },
      'outside-mesh',
      'fail',
      '1 of 1 pod not in the mesh',
    ],
    [
      'switched off',
      { ...full, mode: 'DISABLE' },
      'open',
      'fail',
      'mTLS is switched off',
    ],
    ['nothing that runs', mesh, 'nothing-runs', undefined, 'Nothing runs here'],
    [
      'no data',
      { ...full, cause: 'pods of prod can not be read' },
      'no-data',
      'unknown',
      'Pods of prod can not be read',
    ],
    [
      'a mode that nobody knows',
      { ...full, mode: 'unknown' },
      'no-data',
      'unknown',
      'A PeerAuthentication has a mode that is not known',
    ],
  ])('of %s', (_, state, code, answer, sentence) => {
    const cell = decideMeshCell(state);
    expect(cell).toMatchObject({
      control: 'mtls',
      stage: state.mode,
      code,
      sentence,
    });
    expect(cell.answer).toBe(answer);
  });
});
