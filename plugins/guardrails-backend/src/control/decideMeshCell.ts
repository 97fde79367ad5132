import type {
  Answer,
  CellCode,
  ControlCell,
  MeshState,
} from '@portolan/plugin-guardrails-common';

/** The id of the control that is no policy. */
export const meshControl = 'mtls';

const nothing = {
  fail: 0,
  error: 0,
  unknown: 0,
  warn: 0,
  skip: 0,
  pass: 0,
  unevaluated: 0,
  stale: 0,
} as const;

/**
 * What the portal says of mTLS in a namespace, or of a component in an
 * environment: the stage is the mode, and the answer is whether every pod is in
 * the mesh, as a policy in audit can be met, too. Pure.
 */
export function decideMeshCell(
  mesh: MeshState,
  options: {
    /** ISO 8601: when pods and PeerAuthentications were last known to be complete. */
    asOf?: string;
  } = {},
): ControlCell {
  const outside = mesh.outside.length;
  const inside = mesh.workloads.reduce(
    (sum, { pods }) =>
      sum + pods.sidecar + pods['native sidecar'] + pods.ambient,
    0,
  );
  const { code, answer, sentence } = decide(mesh, { inside, outside });
  return {
    control: meshControl,
    stage: mesh.mode,
    ...(answer ? { answer } : {}),
    code,
    sentence,
    counts: { ...nothing, fail: outside, pass: inside },
    ...(options.asOf ? { asOf: options.asOf } : {}),
  };
}

function decide(
  mesh: MeshState,
  { inside, outside }: { inside: number; outside: number },
): { code: CellCode; answer?: Answer; sentence: string } {
  const { cause, mode } = mesh;
  if (cause || mode === 'unknown') {
    const why = cause ?? 'a PeerAuthentication has a mode that is not known';
    return {
      code: 'no-data',
      answer: 'unknown',
      sentence: `${why[0].toUpperCase()}${why.slice(1)}`,
    };
  }
  if (inside + outside === 0) {
    return { code: 'nothing-runs', sentence: 'Nothing runs here' };
  }
  if (outside > 0) {
    return {
      code: 'outside-mesh',
      answer: 'fail',
      sentence: `${outside} of ${podsOf(inside + outside)} not in the mesh`,
    };
  }
  if (mode === 'DISABLE') {
    return { code: 'open', answer: 'fail', sentence: 'mTLS is switched off' };
  }
  return {
    code: 'clean',
    answer: 'pass',
    sentence:
      mode === 'STRICT'
        ? 'All pods are in the mesh'
        : 'All pods are in the mesh, plain text is still accepted',
  };
}

function podsOf(count: number): string {
  return count === 1 ? '1 pod' : `${count} pods`;
}
