import { Sample } from '../../query/aggregate';
import { Labels, labelText } from '../../query/labels';
import { Arithmetic, calculate, Comparing, holds } from '../../query/numbers';
import { PrometheusError } from '../PrometheusError';
import { Expression, Matching, SetOperator } from './ast';

type Binary = Extract<Expression, { kind: 'binary' }>;
type Operand = number | Sample[];

const comparisons = new Set<string>(['==', '!=', '>', '<', '>=', '<=']);

/** Joins both sides of an operator as Prometheus does: one to one, by their labels. */
export function combine(
  expression: Binary,
  left: Operand,
  right: Operand,
): Operand {
  const { op } = expression;
  if (op === 'and' || op === 'or' || op === 'unless') {
    return combineSets(
      op,
      toVector(left),
      toVector(right),
      expression.matching,
    );
  }
  if (typeof left === 'number' && typeof right === 'number') {
    return isComparing(op)
      ? Number(holds(op, left, right))
      : calculate(op, left, right);
  }
  if (typeof left === 'number' || typeof right === 'number') {
    return toVector(typeof left === 'number' ? right : left).flatMap(sample =>
      apply(expression, sample, {
        a: typeof left === 'number' ? left : sample.value,
        b: typeof right === 'number' ? right : sample.value,
        kept: sample.value,
      }),
    );
  }
  const others = oneSide(right, expression.matching, 'right');
  oneSide(left, expression.matching, 'left');
  return left.flatMap(sample => {
    const other = others.get(matchKey(sample.labels, expression.matching));
    return other
      ? apply(expression, sample, {
          a: sample.value,
          b: other.value,
          kept: sample.value,
        })
      : [];
  });
}

function isComparing(op: string): op is Comparing {
  return comparisons.has(op);
}

function apply(
  { op, bool, matching }: Binary,
  sample: Sample,
  values: { a: number; b: number; kept: number },
): Sample[] {
  const { a, b, kept } = values;
  if (isComparing(op) && !bool) {
    return holds(op, a, b) ? [{ labels: sample.labels, value: kept }] : [];
  }
  const value = isComparing(op)
    ? Number(holds(op, a, b))
    : calculate(op as Arithmetic, a, b);
  const labels = withoutName(sample.labels);
  return [{ labels: matching?.on ? chosen(labels, matching) : labels, value }];
}

function combineSets(
  op: SetOperator,
  left: Sample[],
  right: Sample[],
  matching?: Matching,
): Sample[] {
  const keys = (samples: Sample[]) =>
    new Set(samples.map(({ labels }) => matchKey(labels, matching)));
  const rights = keys(right);
  if (op === 'or') {
    const lefts = keys(left);
    return [
      ...left,
      ...right.filter(({ labels }) => !lefts.has(matchKey(labels, matching))),
    ];
  }
  return left.filter(
    ({ labels }) => rights.has(matchKey(labels, matching)) === (op === 'and'),
  );
}

function oneSide(
  samples: Sample[],
  matching: Matching | undefined,
  side: 'left' | 'right',
): Map<string, Sample> {
  const found = new Map<string, Sample>();
  for (const sample of samples) {
    const key = matchKey(sample.labels, matching);
    const twin = found.get(key);
    if (twin) {
      throw new PrometheusError(
        `found duplicate series for the match group ${key} on the ${side} hand-side of the operation: [${labelText(
          twin.labels,
        )}, ${labelText(
          sample.labels,
        )}];many-to-many matching not allowed: matching labels must be unique on one side`,
        'execution',
      );
    }
    found.set(key, sample);
  }
  return found;
}

function matchKey(labels: Labels, matching?: Matching): string {
  return labelText(
    matching ? chosen(withoutName(labels), matching) : withoutName(labels),
  );
}

function chosen(labels: Labels, matching: Matching): Labels {
  return Object.fromEntries(
    Object.entries(labels).filter(
      ([name]) => matching.labels.includes(name) === matching.on,
    ),
  );
}

export function withoutName({ __name__: _, ...labels }: Labels): Labels {
  return labels;
}

function toVector(operand: Operand): Sample[] {
  return typeof operand === 'number'
    ? [{ labels: {}, value: operand }]
    : operand;
}
