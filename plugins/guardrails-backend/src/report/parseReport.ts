import {
  resultStates,
  severities,
  type ResultState,
  type Severity,
} from '@portolan/plugin-guardrails-common';
import { cut } from '../schema/metadata';
import { parseWith } from '@portolan/plugin-workloads-node';
import { findExceptions } from './findExceptions';
import { findField } from './findField';
import {
  reportSchema,
  type RawReport,
  type RawResource,
  type RawResult,
} from './reportSchema';
import type {
  ParsedReport,
  ReportedResource,
  ReportedResult,
} from './ReportedResult';

/** A report of one resource has some dozens. One of a whole namespace may have more. */
const mostResults = 500;
const mostMessage = 1000;

/**
 * Reads a report of any source. What it says that nobody knows is `unknown`, not
 * an error; what is too much is counted, and the worst of it kept. Pure.
 *
 * @throws Error naming the field when the report makes no sense
 */
export function parseReport(object: unknown): ParsedReport {
  const report = parseWith(reportSchema, object);
  const counts: Record<ResultState, number> = {
    fail: 0,
    error: 0,
    unknown: 0,
    warn: 0,
    skip: 0,
    pass: 0,
  };
  const byKey = new Map<string, ReportedResult>();
  for (const raw of report.results ?? []) {
    for (const resource of resourcesOf(raw, report)) {
      const result = toState(raw.result);
      counts[result] += 1;
      const key = keyOf(raw, resource);
      const before = byKey.get(key);
      if (!before || isWorse(result, before.result)) {
        byKey.set(key, toResult(raw, { resource, report, result }));
      }
    }
  }
  // A fixed order: a report that says the same in another order is the same.
  const all = [...byKey.entries()].sort(
    ([a, one], [b, other]) =>
      resultStates.indexOf(one.result) - resultStates.indexOf(other.result) ||
      (a < b ? -1 : 1),
  );
  const results = all.slice(0, mostResults).map(([, result]) => result);
  return {
    results,
    counts,
    ...(all.length > mostResults
      ? { truncated: `${mostResults} of ${all.length} results are kept` }
      : {}),
  };
}

function toResult(
  raw: RawResult,
  options: {
    resource: ReportedResource;
    report: RawReport;
    result: ResultState;
  },
): ReportedResult {
  const { resource, report, result } = options;
  const message = raw.message ?? '';
  const properties = raw.properties ?? {};
  const index = properties['cel.validationIndex'];
  const field = findField(message);
  const evaluatedAt = toTime(raw, report);
  return {
    resource,
    source: raw.source || report.source || sourceOfLabels(report),
    policy: raw.policy,
    ...(raw.rule ? { rule: raw.rule } : {}),
    ...(raw.category ? { category: raw.category } : {}),
    severity: toSeverity(raw.severity),
    result,
    message: cut(message, mostMessage),
    ...(field ? { field: cut(field, mostMessage) } : {}),
    ...(index && /^\d{1,4}$/.test(index) ? { validation: Number(index) } : {}),
    exceptions: findExceptions(properties.exceptions, message),
    ...(evaluatedAt ? { evaluatedAt } : {}),
  };
}

/** What a result is about: what it names, else what its report is about, else the report itself. */
function resourcesOf(raw: RawResult, report: RawReport): ReportedResource[] {
  const named = raw.resources ?? [];
  if (named.length > 0) return named.map(one => toResource(one, report));
  if (report.scope) return [toResource(report.scope, report)];
  const { apiVersion, kind, metadata } = report;
  return [toResource({ apiVersion, kind, name: metadata.name }, report)];
}

function toResource(raw: RawResource, report: RawReport): ReportedResource {
  // A namespace is in no namespace, whatever report speaks of it.
  const namespace =
    raw.kind === 'Namespace'
      ? undefined
      : raw.namespace || report.metadata.namespace;
  return {
    apiVersion: raw.apiVersion ?? '',
    kind: raw.kind,
    name: raw.name ?? '',
    ...(namespace ? { namespace } : {}),
    ...(raw.uid ? { uid: raw.uid } : {}),
  };
}

function toTime(raw: RawResult, report: RawReport): string | undefined {
  const seconds = raw.timestamp?.seconds;
  if (seconds) return new Date(seconds * 1000).toISOString();
  const madeAt = report.metadata.creationTimestamp;
  return madeAt ? new Date(madeAt).toISOString() : undefined;
}

function sourceOfLabels({ metadata }: RawReport): string {
  return metadata.labels?.['app.kubernetes.io/managed-by'] || 'unnamed';
}

function toState(text: string | undefined): ResultState {
  const lower = text?.toLowerCase();
  return resultStates.find(state => state === lower) ?? 'unknown';
}

function toSeverity(text: string | undefined): Severity {
  const lower = text?.toLowerCase();
  return severities.find(severity => severity === lower) ?? 'unknown';
}

function isWorse(one: ResultState, other: ResultState): boolean {
  return resultStates.indexOf(one) < resultStates.indexOf(other);
}

function keyOf(raw: RawResult, resource: ReportedResource): string {
  const { apiVersion, kind, namespace, name, uid } = resource;
  return JSON.stringify([
    raw.source ?? '',
    raw.policy,
    raw.rule ?? '',
    apiVersion,
    kind,
    namespace ?? '',
    name,
    uid ?? '',
  ]);
}
