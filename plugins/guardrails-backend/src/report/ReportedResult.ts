import type {
  ResourceRef,
  ResultState,
  Severity,
} from '@portolan/plugin-guardrails-common';

/** A resource, with the uid that outlives its name where the report gives one. */
export type ReportedResource = ResourceRef & { uid?: string };

/** One result of a report, of one resource. */
export type ReportedResult = {
  resource: ReportedResource;
  /** As the report spells it: `kyverno`, `KyvernoValidatingPolicy`, `ValidatingAdmissionPolicy`, … */
  source: string;
  /** As the report spells it: `name`, or `namespace/name` of a policy in a namespace. */
  policy: string;
  /** Absent where it has none, as of CEL policies. */
  rule?: string;
  category?: string;
  severity: Severity;
  result: ResultState;
  message: string;
  /** Where in the resource: `spec.template.metadata.labels.team`. */
  field?: string;
  /** Which of the policy's validations failed first, from 0: of CEL policies. */
  validation?: number;
  /** Exceptions that the report names, by `namespace/name`, or by `name` where it says no more. */
  exceptions: string[];
  /** ISO 8601; of a result that says no time, when its report was made; absent when nothing says it. */
  evaluatedAt?: string;
};

/** What is kept of a report. */
export type ParsedReport = {
  results: ReportedResult[];
  /** All that it says, also what is not kept. */
  counts: Record<ResultState, number>;
  /** What is not kept, for a person; absent when all is. */
  truncated?: string;
};
