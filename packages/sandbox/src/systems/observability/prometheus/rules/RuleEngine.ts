import { Sample } from '../../query/aggregate';
import { Labels, labelText, sortLabels } from '../../query/labels';
import { numberText } from '../../query/numbers';
import { PrometheusError } from '../PrometheusError';
import { withoutName } from '../promql/combine';
import { evaluate } from '../promql/evaluate';
import { SeriesStore } from '../SeriesStore';
import { Rule, RuleGroup } from './readRules';

export type ActiveAlert = {
  labels: Labels;
  annotations: Labels;
  state: 'pending' | 'firing';
  activeAt: Date;
  value: number;
};

export type RuleState = {
  rule: Rule;
  alerts: ActiveAlert[];
  lastError?: string;
  lastEvaluation: Date;
};

export type GroupState = { group: RuleGroup; rules: RuleState[] };

/** Evaluates rules into alerts that are pending and then firing, and into recorded series. */
export class RuleEngine {
  readonly #store: SeriesStore;
  readonly #groups: GroupState[];
  #written = new Map<string, Labels>();

  constructor(options: { store: SeriesStore; groups: RuleGroup[]; now: Date }) {
    this.#store = options.store;
    this.#groups = options.groups.map(group => ({
      group,
      rules: group.rules.map(rule => ({
        rule,
        alerts: [],
        lastEvaluation: options.now,
      })),
    }));
  }

  get groups(): readonly GroupState[] {
    return this.#groups;
  }

  get alerts(): ActiveAlert[] {
    return this.#groups.flatMap(({ rules }) =>
      rules.flatMap(({ alerts }) => alerts),
    );
  }

  evaluateAll(now: Date): void {
    const before = this.#written;
    this.#written = new Map();
    this.#groups.forEach(({ rules }) =>
      rules.forEach(state => this.#evaluate(state, now)),
    );
    for (const [key, labels] of before) {
      if (!this.#written.has(key)) this.#store.end(labels, now.getTime());
    }
  }

  #evaluate(state: RuleState, now: Date): void {
    const { rule } = state;
    state.lastEvaluation = now;
    try {
      const value = evaluate(rule.expression, {
        store: this.#store,
        timeMs: now.getTime(),
        infos: new Set(),
        placeOf: String,
      });
      const samples =
        typeof value === 'number' ? [{ labels: {}, value }] : value;
      state.lastError = undefined;
      if (rule.kind === 'recording') this.#record(rule, samples, now);
      else this.#alert(state, samples, now);
    } catch (error) {
      if (!(error instanceof PrometheusError)) throw error;
      state.lastError = error.message;
      state.alerts = [];
    }
  }

  #record(rule: Rule, samples: Sample[], now: Date): void {
    samples.forEach(({ labels, value }) =>
      this.#write(
        { ...labels, ...rule.labels, __name__: rule.name },
        value,
        now,
      ),
    );
  }

  #alert(state: RuleState, samples: Sample[], now: Date): void {
    const { rule } = state;
    const known = new Map(
      state.alerts.map(alert => [labelText(alert.labels), alert]),
    );
    state.alerts = samples.map(({ labels: found, value }) => {
      const own = withoutName(found);
      const fill = (text: string) => fillTemplate(text, own, value);
      const labels = sortLabels({
        ...own,
        ...mapValues(rule.labels, fill),
        alertname: rule.name,
      });
      const activeAt = known.get(labelText(labels))?.activeAt ?? now;
      const age = now.getTime() - activeAt.getTime();
      return {
        labels,
        annotations: sortLabels(mapValues(rule.annotations, fill)),
        state: age >= rule.forMs ? ('firing' as const) : ('pending' as const),
        activeAt,
        value,
      };
    });
    state.alerts.forEach(alert =>
      this.#write(
        { ...alert.labels, __name__: 'ALERTS', alertstate: alert.state },
        1,
        now,
      ),
    );
    state.alerts.forEach(alert =>
      this.#write(
        { ...alert.labels, __name__: 'ALERTS_FOR_STATE' },
        alert.activeAt.getTime() / 1000,
        now,
      ),
    );
  }

  #write(labels: Labels, value: number, now: Date): void {
    this.#written.set(labelText(labels), labels);
    this.#store.append(labels, { timeMs: now.getTime(), value });
  }
}

function mapValues(labels: Labels, change: (text: string) => string): Labels {
  return Object.fromEntries(
    Object.entries(labels).map(([name, text]) => [name, change(text)]),
  );
}

/** The two forms of Go's templates that rules mostly use. */
function fillTemplate(text: string, labels: Labels, value: number): string {
  return text
    .replace(/\{\{\s*\$labels\.(\w+)\s*\}\}/g, (_, name) => labels[name] ?? '')
    .replace(/\{\{\s*\$value\s*\}\}/g, () => numberText(value));
}
