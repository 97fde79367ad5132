import { LabelSelectorTokens } from './LabelSelectorTokens';

/** Decides whether an object's labels are selected. */
export type LabelPredicate = (labels: Record<string, string>) => boolean;

/**
 * Parses the query parameter `labelSelector`: `app=web,tier in (a,b),!legacy`.
 * Throws an Error with the API server's words.
 */
export function parseLabelSelector(text: string): LabelPredicate {
  const tokens = new LabelSelectorTokens(text);
  const requirements: LabelPredicate[] = [];
  for (;;) {
    const next = tokens.peek();
    if (next.kind === 'end') break;
    if (next.kind !== 'identifier' && next.kind !== '!') {
      throw new Error(
        `found '${next.text}', expected: !, identifier, or 'end of string'`,
      );
    }
    requirements.push(parseRequirement(tokens));
    const separator = tokens.take();
    if (separator.kind === 'end') break;
    if (separator.kind !== ',') {
      throw new Error(
        `found '${separator.text}', expected: ',' or 'end of string'`,
      );
    }
    const following = tokens.peek();
    if (following.kind !== 'identifier' && following.kind !== '!') {
      throw new Error(
        `found '${following.text}', expected: identifier after ','`,
      );
    }
  }
  return labels => requirements.every(matches => matches(labels));
}

function parseRequirement(tokens: LabelSelectorTokens): LabelPredicate {
  try {
    return parseTerm(tokens);
  } catch (error) {
    throw new Error(`unable to parse requirement: ${(error as Error).message}`);
  }
}

function parseTerm(tokens: LabelSelectorTokens): LabelPredicate {
  const negated = tokens.peek().kind === '!';
  if (negated) tokens.take();
  const { kind, text: key } = tokens.take();
  if (kind !== 'identifier') {
    throw new Error(`found '${key}', expected: identifier`);
  }
  const following = tokens.peek('operator').kind;
  if (following === 'end' || following === ',') {
    return labels => key in labels !== negated;
  }
  const operator = tokens.take('operator');
  switch (operator.kind) {
    case 'in':
    case 'notin': {
      const values = parseValues(tokens);
      const wanted = operator.kind === 'in';
      return labels => (key in labels && values.has(labels[key])) === wanted;
    }
    case '=':
    case '==':
    case '!=': {
      const value = parseExactValue(tokens);
      const wanted = operator.kind !== '!=';
      return labels => (key in labels && labels[key] === value) === wanted;
    }
    case '>':
    case '<': {
      const bound = parseBound(parseExactValue(tokens));
      const sign = operator.kind === '>' ? 1 : -1;
      return labels =>
        /^[+-]?\d+$/.test(labels[key] ?? '') &&
        sign * (Number(labels[key]) - bound) > 0;
    }
    default:
      throw new Error(
        `found '${operator.text}', expected: in, notin, =, ==, !=, gt, lt`,
      );
  }
}

function parseBound(value: string): number {
  if (!/^[+-]?\d+$/.test(value)) {
    throw new Error(
      `values[0]: Invalid value: "${value}": for 'Gt', 'Lt' operators, the value must be an integer`,
    );
  }
  return Number(value);
}

function parseExactValue(tokens: LabelSelectorTokens): string {
  const next = tokens.peek();
  if (next.kind === 'end' || next.kind === ',') return '';
  const { kind, text } = tokens.take();
  if (kind !== 'identifier') {
    throw new Error(`found '${text}', expected: identifier`);
  }
  return text;
}

/** `(a, b)`; an empty place between commas stands for the empty value. */
function parseValues(tokens: LabelSelectorTokens): Set<string> {
  const open = tokens.take();
  if (open.kind !== '(') throw new Error(`found '${open.text}' expected: '('`);
  const values = new Set<string>();
  let pending = '';
  for (;;) {
    const { kind, text } = tokens.take();
    if (kind === ')') return values.add(pending);
    if (kind === ',') {
      values.add(pending);
      pending = '';
    } else if (kind === 'identifier' && pending === '') {
      pending = text;
    } else if (kind === 'identifier') {
      throw new Error(`found '${text}', expected: ',' or ')'`);
    } else {
      throw new Error(`found '${text}', expected: ',', ')' or identifier`);
    }
  }
}
