import {
  isMap,
  isNode,
  isPair,
  isSeq,
  LineCounter,
  Node,
  parseDocument,
} from 'yaml';
import { ZodIssue, ZodTypeAny, z } from 'zod';
import type { Problem } from './Problem';

type Path = readonly (string | number)[];

/** Where in the text a field stands. */
export type Locate = (path: Path) => { line: number; column: number };

export type ReadYaml<T> =
  | { value: T; locate: Locate }
  | { problems: readonly Problem[] };

const maxCharacters = 1024 * 1024;

/**
 * Reads YAML against a schema. Each problem names its line, its field, and
 * what to write instead. It never throws, whatever the text is.
 */
export function readYaml<S extends ZodTypeAny>(
  text: string,
  schema: S,
): ReadYaml<z.output<S>> {
  if (text.length > maxCharacters) {
    return problem(`is longer than ${maxCharacters} characters`, 'Split it.');
  }
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    version: '1.2',
    // Tags of other kinds than JSON's have no place here.
    schema: 'core',
    stringKeys: true,
  });
  if (document.errors.length > 0) {
    return {
      problems: document.errors.slice(0, 20).map(error => ({
        ...toPosition(lines, error.pos[0]),
        field: '',
        problem: `is no valid YAML: ${error.message.split('\n')[0]}`,
        fix: 'Correct the YAML at this line.',
      })),
    };
  }
  const locate: Locate = path =>
    toPosition(lines, offsetOf(document.contents, path));
  let json: unknown;
  try {
    json = document.toJS({ maxAliasCount: 50 });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return problem(`can not be read: ${why}`, 'Use fewer aliases.');
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { value: parsed.data, locate };
  return { problems: parsed.error.issues.flatMap(i => fromIssue(i, locate)) };
}

function problem(found: string, fix: string): { problems: Problem[] } {
  return { problems: [{ line: 1, column: 1, field: '', problem: found, fix }] };
}

/** A field as people write it: `rules[0].signed.by`. */
export function formatPath(path: Path): string {
  return path
    .map(part => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');
}

function fromIssue(issue: ZodIssue, locate: Locate): Problem[] {
  const at = (path: Path, said: Pick<Problem, 'problem' | 'fix'>): Problem => ({
    ...locate(path),
    field: formatPath(path),
    ...said,
  });
  const { path } = issue;
  const last = path.at(-1);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map(key =>
        at([...path, key], {
          problem: 'is not a field here',
          fix: `Remove '${key.slice(0, 100)}', or correct its spelling.`,
        }),
      );
    case 'invalid_type':
      return [
        issue.received === 'undefined'
          ? at(path, { problem: 'is missing', fix: `Add '${last}'.` })
          : at(path, {
              problem: `is ${article(issue.received)} where ${article(
                issue.expected,
              )} belongs`,
              fix:
                issue.expected === 'string' && issue.received === 'number'
                  ? 'Put quotes around it.'
                  : `Write ${article(issue.expected)}.`,
            }),
      ];
    case 'invalid_literal':
      return [
        at(path, {
          problem: `is not '${issue.expected}'`,
          fix: `Write '${issue.expected}'.`,
        }),
      ];
    case 'invalid_enum_value':
      return [
        at(path, {
          problem: 'is none of the values that are known here',
          fix: `Write one of ${issue.options.join(', ')}.`,
        }),
      ];
    case 'invalid_union':
      return [
        at(path, {
          problem: 'has none of the forms that are known here',
          fix: 'See the JSON Schema of the file for the forms.',
        }),
      ];
    default:
      return [at(path, { problem: issue.message, fix: 'Correct the value.' })];
  }
}

function article(type: string): string {
  const names: Record<string, string> = {
    array: 'a list',
    object: 'a mapping',
    null: 'nothing',
    boolean: 'true or false',
    integer: 'a whole number',
  };
  return names[type] ?? `a ${type}`;
}

/** The offset of the deepest part of the path that is written. */
function offsetOf(contents: unknown, path: Path): number {
  let node: unknown = contents;
  let offset = isNode(node) ? node.range?.[0] ?? 0 : 0;
  for (const part of path) {
    const child = childOf(node, part);
    if (!child) break;
    offset = child.key?.range?.[0] ?? child.value?.range?.[0] ?? offset;
    node = child.value;
  }
  return offset;
}

function childOf(
  node: unknown,
  part: string | number,
): { key?: Node; value?: Node } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(
      item => isPair(item) && String(item.key) === String(part),
    );
    if (!pair) return undefined;
    return {
      key: isNode(pair.key) ? pair.key : undefined,
      value: isNode(pair.value) ? pair.value : undefined,
    };
  }
  if (isSeq(node)) {
    const value = node.items[Number(part)];
    return isNode(value) ? { value } : undefined;
  }
  return undefined;
}

function toPosition(lines: LineCounter, offset: number) {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}
