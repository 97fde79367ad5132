import { evaluateCel } from '../cel/evaluate';
import { CelError, Expression } from '../cel/expression';
import { parseCel } from '../cel/parse';
import { isMap } from '../json';
import { ValidationRule } from '../JsonSchema';
import { SchemaType } from '../SchemaType';
import { CauseList } from './CauseList';

/**
 * Runs the `x-kubernetes-validations` of a schema. A rule that uses a part of
 * CEL which is not supported here is not held against the object.
 */
export function validateRules(
  list: CauseList,
  type: SchemaType,
  options: { value: unknown; before: unknown; path: string },
): void {
  const { value, before, path } = options;
  if (value === undefined || value === null) return;
  for (const rule of type.schema['x-kubernetes-validations'] ?? []) {
    runRule(list, rule, options);
  }
  if (Array.isArray(value) && type.kind === 'list') {
    value.forEach((item, index) =>
      validateRules(list, type.element, {
        value: item,
        before: counterpart(type, item, before),
        path: `${path}[${index}]`,
      }),
    );
  } else if (isMap(value) && type.kind !== 'any') {
    for (const key of Object.keys(value).sort()) {
      const child = type.at(key);
      if (child) {
        validateRules(list, child, {
          value: value[key],
          before: isMap(before) ? before[key] : undefined,
          path: path ? `${path}.${key}` : key,
        });
      }
    }
  }
}

/** The item of the old list that this one replaces: only lists with keys can tell. */
function counterpart(
  type: SchemaType,
  item: unknown,
  before: unknown,
): unknown {
  if (type.listType !== 'map' || !isMap(item) || !Array.isArray(before)) {
    return undefined;
  }
  return before.find(
    old => isMap(old) && type.listKeys.every(key => old[key] === item[key]),
  );
}

function runRule(
  list: CauseList,
  rule: ValidationRule,
  { value, before, path }: { value: unknown; before: unknown; path: string },
): void {
  const expression = parsed(rule.rule);
  if (!expression) return;
  // A rule that looks at the old value runs only where there is one.
  const isTransition = /\boldSelf\b/.test(rule.rule);
  if (isTransition && before === undefined) return;
  const scope = { self: value, oldSelf: before };
  try {
    if (evaluateCel(expression, scope) !== false) return;
  } catch (error) {
    if (error instanceof CelError) return;
    throw error;
  }
  const field = rule.fieldPath ? `${path}${rule.fieldPath}` : path;
  const message = rule.message ?? `failed rule: ${rule.rule}`;
  list.add({
    reason: rule.reason ?? 'FieldValueInvalid',
    message: messageOf(rule.reason, message),
    field: field || '<nil>',
  });
}

function messageOf(reason: string | undefined, message: string): string {
  switch (reason) {
    case 'FieldValueRequired':
      return `Required value: ${message}`;
    case 'FieldValueForbidden':
      return `Forbidden: ${message}`;
    case 'FieldValueDuplicate':
      return `Duplicate value: ${message}`;
    default:
      return `Invalid value: ${message}`;
  }
}

const expressions = new Map<string, Expression | undefined>();

function parsed(rule: string): Expression | undefined {
  if (!expressions.has(rule)) expressions.set(rule, tryParse(rule));
  return expressions.get(rule);
}

function tryParse(rule: string): Expression | undefined {
  try {
    return parseCel(rule);
  } catch (error) {
    if (error instanceof CelError) return undefined;
    throw error;
  }
}
