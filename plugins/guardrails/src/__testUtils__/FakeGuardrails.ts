import {
  ComponentGuardrails,
  ExceptionItem,
  MatrixRow,
  Control,
  NamespaceDetail,
  PolicyDetail,
  PolicyResult,
  SourceFreshness,
} from '@portolan/plugin-guardrails-common';
import { GuardrailsApi, MatrixQuery, PolicyRef, ResultQuery } from '../api';

const pageLength = 2;

/** A backend that holds what it is given, pages and filters it, and can be told to fail. */
export class FakeGuardrails implements GuardrailsApi {
  guardrails: ComponentGuardrails | undefined;
  results: PolicyResult[] = [];
  controls: Control[] = [];
  rows: MatrixRow[] = [];
  namespace: NamespaceDetail | undefined;
  policies: PolicyDetail[] = [];
  exceptions: ExceptionItem[] = [];
  sources: SourceFreshness[] = [];
  failure: Error | undefined;
  readonly policiesRead: string[] = [];

  constructor(held: Partial<FakeGuardrails> = {}) {
    Object.assign(this, held);
  }

  async getComponentGuardrails() {
    return this.#answer(this.guardrails);
  }

  async listResults(query: ResultQuery) {
    const { entityRef, namespace, result, severity, stage, control } = query;
    const found = this.results.filter(
      item =>
        (!entityRef || item.entityRef === entityRef) &&
        (!namespace || namespace.includes(item.namespace ?? '')) &&
        (!control || control.includes(item.control)) &&
        (!result || result.includes(item.result)) &&
        (!severity || severity.includes(item.severity)) &&
        (!stage || stage.includes(item.stage)),
    );
    return this.#answer({ ...pageOf(found, query), sources: this.sources });
  }

  async listMatrix(query: MatrixQuery) {
    const { text, answer, environment } = query;
    const found = this.rows.filter(
      row =>
        (!text || row.namespace.includes(text)) &&
        (!environment || environment.includes(row.environment ?? '')) &&
        (!answer ||
          row.cells.some(cell => cell.answer && answer.includes(cell.answer))),
    );
    return this.#answer({
      controls: this.controls,
      ...pageOf(found, query),
      sources: this.sources,
    });
  }

  async getNamespace() {
    return this.#answer(this.namespace);
  }

  async listPolicies() {
    return this.#answer({ items: this.policies, sources: this.sources });
  }

  async getPolicy({ kind, name }: PolicyRef) {
    this.policiesRead.push(`${kind} ${name}`);
    return this.#answer(
      this.policies.find(
        ({ policy }) => policy.kind === kind && policy.name === name,
      ),
    );
  }

  async listExceptions() {
    return this.#answer({ items: this.exceptions, sources: this.sources });
  }

  async #answer<T>(value: T | undefined): Promise<T> {
    if (this.failure) throw this.failure;
    if (value === undefined) return new Promise(() => {});
    return value;
  }
}

function pageOf<T>(
  found: readonly T[],
  { cursor = '0', limit = pageLength }: { cursor?: string; limit?: number },
) {
  const start = Number(cursor);
  const end = start + limit;
  return {
    items: found.slice(start, end),
    total: found.length,
    cursor: end < found.length ? String(end) : undefined,
  };
}
