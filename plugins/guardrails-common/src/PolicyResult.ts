/** As reports spell it; `unknown` is whatever they say beside that. Only `pass` is a pass: `warn` and `error` are not. */
export const resultStates = [
  'fail',
  'error',
  'unknown',
  'warn',
  'skip',
  'pass',
] as const;

export type ResultState = (typeof resultStates)[number];

export const severities = [
  'critical',
  'high',
  'medium',
  'low',
  'info',
  'unknown',
] as const;

export type Severity = (typeof severities)[number];

/** An object of a cluster. */
export type ResourceRef = {
  apiVersion: string;
  kind: string;
  name: string;
  /** Absent for what stands in no namespace. */
  namespace?: string;
};

/** What a policy said of a resource, counted once for a workload: at the controller, not again at its pods. */
export type PolicyResult = {
  /** Stays the same while the report says it. */
  id: string;
  cluster: string;
  namespace?: string;
  environment?: string;
  /** Absent for what belongs to no entity. */
  entityRef?: string;
  resource: ResourceRef;
  /** The top controller of the resource, where there is one. */
  workload?: { kind: string; name: string };
  /** Who reports it: `KyvernoValidatingPolicy`, `ValidatingAdmissionPolicy`, … as the report spells it. */
  source: string;
  policy: string;
  rule?: string;
  /** Which control of the matrix it counts for. */
  control: string;
  result: ResultState;
  severity: Severity;
  category?: string;
  /** What the report says. */
  message: string;
  /** Where in the resource: `spec.containers[0].image`; absent where the report does not say. */
  field?: string;
  /** What the policy asks for, in its own words. */
  asks?: string;
  /** How to mend it: a page of the policy's author. */
  docsUrl?: string;
  /** What holds in this namespace now. */
  stage: Stage;
  /** Exceptions that cover it, by `namespace/name`. */
  exceptions: readonly string[];
  /** ISO 8601: since when this portal sees this result of this policy. */
  firstSeen: string;
  /** ISO 8601: when the source evaluated it last. */
  evaluatedAt: string;
  /** Why it may no longer be true: the policy or the resource is gone, changed since, or nobody evaluates it any more. */
  stale?: string;
};

/** What a control does in a namespace. `off`: nothing selects the namespace. `unknown`: a policy or the namespace could not be read. */
export const stages = ['off', 'audit', 'enforce', 'unknown'] as const;

export type Stage = (typeof stages)[number];
