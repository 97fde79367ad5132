import type { ResourceRef, Stage } from '@portolan/plugin-guardrails-common';

/** What a policy or a control does in a namespace. */
export type StageHere = {
  stage: Stage;
  /** Why it is `unknown`, for a person. */
  cause?: string;
};

/** What a control does in a namespace, and by which policies. */
export type ControlStage = StageHere & {
  /** Those that hold here, or of which nobody knows. */
  policies: ResourceRef[];
  /** Whether one of them is evaluated for what already runs. */
  background: boolean;
  /** False when the controller of one says that it is not in force; absent when none says. */
  ready?: boolean;
  readyCause?: string;
  /** Whether it judges workloads. */
  ofWorkloads: boolean;
};
