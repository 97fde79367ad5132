import { parseDuration } from '../../query/durations';
import { Labels, matches, toRegExp } from '../../query/labels';
import { Comparing, holds } from '../../query/numbers';
import { LabelFilter, LineFilter, Stage } from './ast';
import { parseJsonFields, parseLogfmtFields, readJsonPath } from './parseLine';

export type Processed = {
  labels: Record<string, string>;
  line: string;
  /** What `unwrap` found. */
  value?: number;
};

/** Sends one line through the stages of a query; nothing when one of them drops it. */
export function runPipeline(
  stages: Stage[],
  entry: { labels: Labels; line: string },
): Processed | undefined {
  let state: Processed = { labels: { ...entry.labels }, line: entry.line };
  for (const stage of stages) {
    const next = apply(stage, state);
    if (!next) return undefined;
    state = next;
  }
  return state;
}

function apply(stage: Stage, state: Processed): Processed | undefined {
  const { labels, line } = state;
  switch (stage.kind) {
    case 'line':
      return keepsLine(stage, line) ? state : undefined;
    case 'label':
      return keepsLabel(stage, labels) ? state : undefined;
    case 'json':
      return {
        ...state,
        labels: { ...jsonLabels(stage.fields, line), ...labels },
      };
    case 'logfmt':
      return { ...state, labels: { ...parseLogfmtFields(line), ...labels } };
    case 'line_format':
      return {
        ...state,
        line: stage.template.replace(
          /\{\{\s*\.(\w+)\s*\}\}/g,
          (_, name) => labels[name] ?? '',
        ),
      };
    case 'keep':
    case 'drop': {
      const kept = Object.entries(labels).filter(
        ([name]) => stage.names.includes(name) === (stage.kind === 'keep'),
      );
      return { ...state, labels: Object.fromEntries(kept) };
    }
    default:
      return unwrap(stage.name, state);
  }
}

function keepsLine({ op, text }: LineFilter, line: string): boolean {
  const hit = op.endsWith('~')
    ? toRegExp(text, false).test(line)
    : line.includes(text);
  return hit === op.startsWith('|');
}

function keepsLabel(filter: LabelFilter, labels: Labels): boolean {
  const { name, op, value } = filter;
  const found = labels[name] ?? '';
  if (typeof value === 'string') {
    return matches(found, { op: op === '==' ? '=' : (op as '='), value });
  }
  if (found === '') return false;
  const duration = parseDuration(found);
  const number = duration === undefined ? Number(found) : duration / 1000;
  // What cannot be compared stays, and Loki marks it with an error.
  if (Number.isNaN(number)) return true;
  return holds(op === '=' ? '==' : (op as Comparing), number, value);
}

function jsonLabels(
  fields: Array<{ name: string; path: string }>,
  line: string,
): Record<string, string> {
  const found =
    fields.length === 0 ? parseJsonFields(line) : chosenFields(fields, line);
  return (
    found ?? {
      __error__: 'JSONParserErr',
      __error_details__:
        "Value looks like object, but can't find closing '}' symbol",
    }
  );
}

function chosenFields(
  fields: Array<{ name: string; path: string }>,
  line: string,
): Record<string, string> | undefined {
  const entries = fields.map(
    ({ name, path }) => [name, readJsonPath(line, path)] as const,
  );
  return entries.some(([, value]) => value === undefined)
    ? undefined
    : Object.fromEntries(entries as Array<[string, string]>);
}

function unwrap(name: string, state: Processed): Processed | undefined {
  const { [name]: text, ...labels } = state.labels;
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isNaN(value)) return { ...state, labels, value };
  return {
    ...state,
    labels: {
      ...state.labels,
      __error__: 'SampleExtractionErr',
      __error_details__: `strconv.ParseFloat: parsing ${JSON.stringify(
        text,
      )}: invalid syntax`,
    },
  };
}
