import { canonicalJson, isMap, JsonMap } from '../json';
import { SchemaType } from '../SchemaType';
import { JsonSchema } from '../JsonSchema';
import { Cause } from '../types';
import { CauseList } from './CauseList';

/** Validates a custom resource's value by its OpenAPI schema, in the words of the API server. */
export function validateStructural(
  list: CauseList,
  type: SchemaType,
  value: unknown,
  path: string,
): void {
  const { schema } = type;
  if (value === null && schema.nullable) return;
  if (!hasType(type, value)) {
    addTypeError(list, type, value, path);
    return;
  }
  if (schema.enum && !schema.enum.some(one => sameJson(one, value))) {
    list.notSupported(path, value, schema.enum);
  }
  if (typeof value === 'string') validateString(list, schema, value, path);
  if (typeof value === 'number') validateNumber(list, schema, value, path);
  if (Array.isArray(value)) validateList(list, type, value, path);
  if (isMap(value)) validateMap(list, type, value, path);
  validateLogic(list, type, value, path);
}

function sameJson(left: unknown, right: unknown): boolean {
  return canonicalJson(left) === canonicalJson(right);
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') {
    return Number.isInteger(value) ? 'integer' : 'number';
  }
  return typeof value;
}

function hasType(type: SchemaType, value: unknown): boolean {
  const actual = typeOf(value);
  if (type.kind === 'intOrString') {
    return actual === 'integer' || actual === 'string';
  }
  const expected = type.schema.type;
  if (!expected) return true;
  return actual === expected || (expected === 'number' && actual === 'integer');
}

function addTypeError(
  list: CauseList,
  { schema, kind }: SchemaType,
  value: unknown,
  path: string,
): void {
  const actual = JSON.stringify(typeOf(value));
  const expected = kind === 'intOrString' ? 'integer,string' : schema.type;
  list.add({
    reason: 'FieldValueTypeInvalid',
    message: `Invalid value: ${actual}: ${path} in body must be of type ${expected}: ${actual}`,
    field: path,
  });
}

function validateString(
  list: CauseList,
  schema: JsonSchema,
  value: string,
  path: string,
): void {
  const length = [...value].length;
  if (schema.maxLength !== undefined && length > schema.maxLength) {
    list.tooLong(path, schema.maxLength);
  }
  if (schema.minLength !== undefined && length < schema.minLength) {
    list.invalid(
      path,
      value,
      `${path} in body should be at least ${schema.minLength} chars long`,
    );
  }
  if (schema.pattern && !new RegExp(schema.pattern).test(value)) {
    list.invalid(
      path,
      value,
      `${path} in body should match '${schema.pattern}'`,
    );
  }
  if (schema.format === 'date-time' && Number.isNaN(Date.parse(value))) {
    list.invalid(
      path,
      value,
      `${path} in body must be of type date-time: ${JSON.stringify(value)}`,
    );
  }
}

function validateNumber(
  list: CauseList,
  schema: JsonSchema,
  value: number,
  path: string,
): void {
  const { minimum, maximum, multipleOf } = schema;
  if (maximum !== undefined) {
    const isExclusive = schema.exclusiveMaximum === true;
    if (value > maximum || (isExclusive && value === maximum)) {
      const relation = isExclusive ? 'less than' : 'less than or equal to';
      list.invalid(
        path,
        value,
        `${path} in body should be ${relation} ${maximum}`,
      );
    }
  }
  if (minimum !== undefined) {
    const isExclusive = schema.exclusiveMinimum === true;
    if (value < minimum || (isExclusive && value === minimum)) {
      const relation = isExclusive
        ? 'greater than'
        : 'greater than or equal to';
      list.invalid(
        path,
        value,
        `${path} in body should be ${relation} ${minimum}`,
      );
    }
  }
  if (multipleOf !== undefined && value % multipleOf !== 0) {
    list.invalid(
      path,
      value,
      `${path} in body should be a multiple of ${multipleOf}`,
    );
  }
}

function validateList(
  list: CauseList,
  type: SchemaType,
  value: readonly unknown[],
  path: string,
): void {
  const { minItems, maxItems } = type.schema;
  if (maxItems !== undefined && value.length > maxItems) {
    list.add({
      reason: 'FieldValueTooMany',
      message: `Too many: ${value.length}: must have at most ${maxItems} items`,
      field: path,
    });
  }
  if (minItems !== undefined && value.length < minItems) {
    list.invalid(
      path,
      value.length,
      `${path} in body should have at least ${minItems} items`,
    );
  }
  const seen = new Set<string>();
  value.forEach((item, index) => {
    const place = `${path}[${index}]`;
    const key = listKeyOf(type, item);
    if (key !== undefined) {
      const text = canonicalJson(key);
      if (seen.has(text)) list.duplicate(place, key);
      seen.add(text);
    }
    validateStructural(list, type.element, item, place);
  });
}

/** What must be unique in the list: the whole item, its keys, or nothing. */
function listKeyOf(type: SchemaType, item: unknown): unknown {
  if (type.listType === 'set' || type.schema.uniqueItems) return item;
  if (type.listType !== 'map' || !isMap(item)) return undefined;
  return Object.fromEntries(
    type.listKeys
      .filter(key => item[key] !== undefined)
      .map(key => [key, item[key]]),
  );
}

function validateMap(
  list: CauseList,
  type: SchemaType,
  value: JsonMap,
  path: string,
): void {
  const { minProperties, maxProperties, required = [] } = type.schema;
  const size = Object.keys(value).length;
  if (minProperties !== undefined && size < minProperties) {
    list.invalid(
      path,
      size,
      `${path} in body should have at least ${minProperties} properties`,
    );
  }
  if (maxProperties !== undefined && size > maxProperties) {
    list.add({
      reason: 'FieldValueTooMany',
      message: `Too many: ${size}: must have at most ${maxProperties} items`,
      field: path,
    });
  }
  for (const key of required) {
    if (value[key] === undefined) list.required(join(path, key));
  }
  for (const key of Object.keys(value).sort()) {
    const child = type.kind === 'any' ? undefined : type.at(key);
    // The metadata is validated as that of every object is.
    if (child && join(path, key) !== 'metadata') {
      validateStructural(list, child, value[key], join(path, key));
    }
  }
}

function join(path: string, key: string): string {
  return path ? `${path}.${key}` : key;
}

function validateLogic(
  list: CauseList,
  type: SchemaType,
  value: unknown,
  path: string,
): void {
  const { allOf = [], anyOf = [], oneOf = [], not } = type.schema;
  const isValid = (schema: JsonSchema) =>
    causesOf(type.alternative(schema), value, path).length === 0;
  const name = JSON.stringify(path);
  const fail = (text: string) => list.invalid(path, value, `${name} ${text}`);
  for (const schema of allOf) {
    causesOf(type.alternative(schema), value, path).forEach(cause =>
      list.add(cause),
    );
  }
  if (allOf.length > 0 && !allOf.every(isValid)) {
    fail('must validate all the schemas (allOf)');
  }
  if (anyOf.length > 0 && !anyOf.some(isValid)) {
    fail('must validate at least one schema (anyOf)');
  }
  if (oneOf.length > 0) {
    const valid = oneOf.filter(isValid).length;
    if (valid !== 1) {
      const found = valid === 0 ? 'none valid' : `${valid} valid alternatives`;
      fail(`must validate one and only one schema (oneOf). Found ${found}`);
    }
  }
  if (not && isValid(not)) fail('must not validate the schema (not)');
}

function causesOf(
  type: SchemaType,
  value: unknown,
  path: string,
): readonly Cause[] {
  const list = new CauseList();
  validateStructural(list, type, value, path);
  return list.causes;
}
