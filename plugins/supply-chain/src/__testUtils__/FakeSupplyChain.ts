import {
  AnswerHistory,
  ComponentVerdict,
  DigestDetail,
  Finding,
  FindingPage,
  DayOfAnswers,
  FleetCounts,
  FleetGroup,
  FleetGroupPage,
  FleetItem,
  FleetPage,
  severities,
  SourceFreshness,
  Transition,
  TransitionPage,
} from '@portolan/plugin-supply-chain-common';
import {
  FindingQuery,
  FleetGroupQuery,
  FleetQuery,
  SupplyChainApi,
} from '../api';

const pageLength = 2;

/** A backend that holds what it is given, pages and filters it, and can be told to fail. */
export class FakeSupplyChain implements SupplyChainApi {
  verdict: ComponentVerdict | undefined;
  digest: DigestDetail | undefined;
  findings: Finding[] = [];
  fleet: FleetItem[] = [];
  groups: FleetGroup[] = [];
  days: DayOfAnswers[] = [{ day: '2026-11-18' }];
  transitions: Transition[] = [];
  sources: SourceFreshness[] = [];
  failure: Error | undefined;

  constructor(held: Partial<FakeSupplyChain> = {}) {
    Object.assign(this, held);
  }

  async getComponentVerdict(): Promise<ComponentVerdict> {
    return this.#answer(this.verdict);
  }

  async getDigest(): Promise<DigestDetail> {
    return this.#answer(this.digest);
  }

  async listFindings(
    _digest: string,
    query: FindingQuery,
  ): Promise<FindingPage> {
    const { severity, fixable, isNew } = query;
    return this.#answer(
      pageOf(
        this.findings.filter(
          finding =>
            (!severity || severity.includes(finding.severity)) &&
            (fixable === undefined ||
              fixable === (finding.fixedVersion !== undefined)) &&
            (isNew === undefined || isNew === finding.isNew),
        ),
        query.cursor,
      ),
    );
  }

  async listFleet(query: FleetQuery): Promise<FleetPage> {
    const { answer, owned, environment, owner, system, digest, text } = query;
    const found = this.fleet.filter(
      item =>
        (!answer || answer.includes(item.answer)) &&
        (!environment || environment.includes(item.environment ?? '')) &&
        (!owner || owner.includes(item.owner ?? '')) &&
        (!system || system.includes(item.system ?? '')) &&
        (!digest || digest.includes(item.digest ?? '')) &&
        (owned === undefined || owned === (item.entityRef !== undefined)) &&
        (!text || item.image.includes(text)),
    );
    return this.#answer({
      ...pageOf(found, query.cursor),
      sources: this.sources,
    });
  }

  async listGroups({ cursor }: FleetGroupQuery): Promise<FleetGroupPage> {
    return this.#answer({
      ...pageOf(this.groups, cursor),
      sources: this.sources,
    });
  }

  async listHistory(): Promise<AnswerHistory> {
    return this.#answer({ items: this.days });
  }

  async countFleet(): Promise<FleetCounts> {
    const count = (answer: FleetItem['answer']) =>
      this.fleet.filter(item => item.answer === answer).length;
    return this.#answer({
      running: this.fleet.length,
      byAnswer: {
        fail: count('fail'),
        unknown: count('unknown'),
        'pass with exception': count('pass with exception'),
        pass: count('pass'),
      },
      unowned: this.fleet.filter(item => !item.entityRef).length,
      byWorstFinding: {
        critical: this.fleet.filter(({ criticals = 0 }) => criticals > 0)
          .length,
        high: 0,
        none: this.fleet.filter(({ criticals }) => criticals === 0).length,
        unscanned: this.fleet.filter(({ criticals }) => criticals === undefined)
          .length,
      },
    });
  }

  async listTransitions(): Promise<TransitionPage> {
    return this.#answer({ items: this.transitions });
  }

  async #answer<T>(value: T | undefined): Promise<T> {
    if (this.failure) throw this.failure;
    if (value === undefined) return new Promise(() => {});
    return value;
  }
}

function pageOf<T>(found: readonly T[], cursor = '0') {
  const start = Number(cursor);
  const end = start + pageLength;
  return {
    items: found.slice(start, end),
    total: found.length,
    cursor: end < found.length ? String(end) : undefined,
  };
}

/** Severities with no finding but those given. */
export function counts(
  changes: Partial<Record<(typeof severities)[number], number>> = {},
) {
  return { critical: 0, high: 0, medium: 0, low: 0, unknown: 0, ...changes };
}
