import { aggregate, Sample } from '../../query/aggregate';
import { toRegExp } from '../../query/labels';
import { pointsIn, SeriesStore, valueAt } from '../SeriesStore';
import { Expression } from './ast';
import { combine, withoutName } from './combine';
import { rangeFunctions } from './functions';

export type Evaluation = {
  store: SeriesStore;
  timeMs: number;
  /** Collects remarks on the query; they stand beside the answer. */
  infos: Set<string>;
  /** `1:6` of a place in the query. */
  placeOf(at: number): string;
};

type Call = Extract<Expression, { kind: 'call' }>;

/** The value of an expression at one moment: a number, or samples. Strings and ranges are for functions. */
export function evaluate(
  expression: Expression,
  context: Evaluation,
): number | Sample[] {
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'selector':
      return context.store.select(expression.matchers).flatMap(series => {
        const value = valueAt(series, context.timeMs);
        return value === undefined ? [] : [{ labels: series.labels, value }];
      });
    case 'aggregation': {
      const parameter =
        expression.parameter && evaluate(expression.parameter, context);
      return aggregate(expression.op, toSamples(expression.of, context), {
        grouping: expression.grouping,
        parameter: typeof parameter === 'number' ? parameter : undefined,
      });
    }
    case 'binary':
      return combine(
        expression,
        evaluate(expression.left, context),
        evaluate(expression.right, context),
      );
    case 'call':
      return evaluateCall(expression, context);
    default:
      return [];
  }
}

function toSamples(expression: Expression, context: Evaluation): Sample[] {
  const value = evaluate(expression, context);
  return typeof value === 'number' ? [{ labels: {}, value }] : value;
}

function evaluateCall(call: Call, context: Evaluation): number | Sample[] {
  const { name, args } = call;
  if (name in rangeFunctions) return overRange(call, context);
  switch (name) {
    case 'time':
      return context.timeMs / 1000;
    case 'vector':
      return toSamples(args[0], context);
    case 'scalar': {
      const samples = toSamples(args[0], context);
      return samples.length === 1 ? samples[0].value : NaN;
    }
    case 'absent':
      return toSamples(args[0], context).length > 0
        ? []
        : [{ labels: {}, value: 1 }];
    case 'label_replace':
      return replaceLabel(call, context);
    case 'sort':
    case 'sort_desc': {
      const sign = name === 'sort' ? 1 : -1;
      return toSamples(args[0], context).sort(
        (a, b) => sign * (a.value - b.value),
      );
    }
    default: {
      const round = Math[name as 'abs' | 'ceil' | 'floor' | 'round'];
      return toSamples(args[0], context).map(({ labels, value }) => ({
        labels: withoutName(labels),
        value: round(value),
      }));
    }
  }
}

const counterName = /_(total|sum|count|bucket)$/;

function overRange(call: Call, context: Evaluation): Sample[] {
  const [selector] = call.args;
  if (selector.kind !== 'selector') return [];
  const rangeMs = selector.rangeMs!;
  const { timeMs } = context;
  return context.store.select(selector.matchers).flatMap(series => {
    const points = pointsIn(series, timeMs, rangeMs);
    if (points.length === 0) return [];
    const metric = series.labels.__name__;
    if (/^(rate|increase)$/.test(call.name) && !counterName.test(metric)) {
      context.infos.add(
        `PromQL info: metric might not be a counter, name does not end in _total/_sum/_count/_bucket: ${JSON.stringify(
          metric,
        )} (${context.placeOf(selector.at)})`,
      );
    }
    const value = rangeFunctions[call.name](points, { timeMs, rangeMs });
    return value === undefined
      ? []
      : [{ labels: withoutName(series.labels), value }];
  });
}

function replaceLabel({ args }: Call, context: Evaluation): Sample[] {
  const [target, replacement, source, pattern] = args
    .slice(1)
    .map(argument => (argument.kind === 'string' ? argument.value : ''));
  return toSamples(args[0], context).map(sample => {
    const found = toRegExp(pattern, true).exec(sample.labels[source] ?? '');
    if (!found) return sample;
    const value = replacement.replace(
      /\$(\d+)/g,
      (_, group) => found[Number(group)] ?? '',
    );
    const { [target]: _, ...others } = sample.labels;
    return {
      ...sample,
      labels: value ? { ...others, [target]: value } : others,
    };
  });
}
