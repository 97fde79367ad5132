import {
  severities,
  worstOf,
  type CellCode,
  type ControlCell,
  type EnvironmentGuardrails,
  type MeshState,
  type PolicyResult,
  type Severity,
  type Stage,
} from '@portolan/plugin-guardrails-common';
import { describeOpen } from './describeOpen';

/** What counts most when several controls say something else. */
const byWeight: readonly CellCode[] = [
  'open',
  'no-data',
  'stale',
  'never-evaluated',
  'partly-evaluated',
  'excepted',
  'clean',
  'nothing-runs',
  'off',
  'outside-mesh',
];

type OwnResult = Pick<
  PolicyResult,
  'control' | 'result' | 'severity' | 'exceptions' | 'stale'
>;

/** What the portal says of a component in an environment. Pure. */
export function decideEnvironment(input: {
  environment: string;
  cluster: string;
  namespace: string;
  /** Of policies' controls, each decided for the workloads of this component alone. */
  cells: readonly ControlCell[];
  /** Of the component's resources here, counted once. */
  results: readonly OwnResult[];
  mesh: MeshState;
  /** Environments that come after this one, with what each control does there. */
  later: readonly {
    environment: string;
    stages: Readonly<Record<string, Stage>>;
  }[];
}): EnvironmentGuardrails {
  const { cells, results, later, mesh } = input;
  const stages = new Map(cells.map(cell => [cell.control, cell.stage]));
  const open = results.flatMap(one => {
    if (one.stale || ['pass', 'skip'].includes(one.result)) return [];
    const stage = toStage(stages.get(one.control));
    return stage === 'off' ? [] : [{ ...one, stage }];
  });
  const shown = byWeight.find(code => cells.some(cell => cell.code === code));
  // Where no control is known, nobody can say that nothing is violated.
  const answer = shown
    ? worstOf(cells.flatMap(cell => cell.answer ?? []))
    : 'unknown';
  const times = cells.flatMap(({ asOf }) => asOf ?? []).sort();
  // A warning is not refused less: reports only score it otherwise.
  const blocked = open.filter(({ result }) => result !== 'unknown');
  return {
    environment: input.environment,
    cluster: input.cluster,
    namespace: input.namespace,
    ...(answer ? { answer } : {}),
    code: shown ?? 'no-data',
    sentence: open.length > 0 ? describeOpen(open) : describeRest(cells, shown),
    open: countSeverities(open.filter(({ result }) => result !== 'warn')),
    excepted: results.filter(
      one => one.result === 'skip' && !one.stale && one.exceptions.length > 0,
    ).length,
    blocksHere: blocked.filter(({ stage }) => stage === 'enforce').length,
    blocksIn: later.flatMap(({ environment, stages: there }) => {
      const count = blocked.filter(
        ({ control }) => there[control] === 'enforce',
      ).length;
      return count > 0 ? [{ environment, count }] : [];
    }),
    cells,
    mesh,
    ...(times.length > 0 ? { asOf: times[0] } : {}),
  };
}

function describeRest(
  cells: readonly ControlCell[],
  shown: CellCode | undefined,
): string {
  if (!shown) return 'No policies are known';
  const own = cells.filter(({ code }) => code === shown);
  const asked = cells.filter(({ code }) => code !== 'off');
  if (shown === 'excepted') {
    const excepted = own.reduce((sum, { counts }) => sum + counts.skip, 0);
    return `No violations but for ${excepted} excepted`;
  }
  const isPart = own.length < asked.length;
  if (shown === 'never-evaluated') {
    return isPart
      ? `${own.length} of ${asked.length} controls never evaluated`
      : 'Never evaluated';
  }
  if (shown === 'off') return 'No policy holds here';
  return own[0].sentence;
}

function toStage(stage: ControlCell['stage'] | undefined): Stage {
  return stage === 'audit' || stage === 'enforce' || stage === 'off'
    ? stage
    : 'unknown';
}

function countSeverities(
  open: readonly { severity: Severity }[],
): EnvironmentGuardrails['open'] {
  const counts = Object.fromEntries(
    severities.map(severity => [
      severity,
      open.filter(one => one.severity === severity).length,
    ]),
  );
  return counts as EnvironmentGuardrails['open'];
}
