import type { PolicyResult } from '@portolan/plugin-guardrails-common';
import type { ControlStage } from '../policy';

/** What is used of a result, counted once for its workload by `countOnce`. */
export type JudgedResult = Pick<
  PolicyResult,
  'result' | 'severity' | 'exceptions' | 'stale' | 'resource' | 'workload'
> & {
  /** ISO 8601; absent when nothing says it. */
  evaluatedAt?: string;
};

/** A workload of which at least one pod runs. */
export type RunningWorkload = { kind: string; name: string };

/** Everything that the cell of a policy's control is decided from. */
export type CellInput = {
  control: string;
  stage: ControlStage;
  /** Of this control in this namespace. */
  results: readonly JudgedResult[];
  /** What runs in this namespace. */
  workloads: readonly RunningWorkload[];
  /** Why the answer can not be known: a source that can not be read; absent when all can. */
  missing?: string;
};
