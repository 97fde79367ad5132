import { SchemaType } from '../SchemaType';
import { Cause, KubeObject } from '../types';
import { CauseList } from './CauseList';
import { validateRules } from './celRules';
import { validateMetadata } from './metadata';
import { validateStructural } from './structural';

/** Errors after which rules are not run, since the value may not be what they expect. */
const BLOCKING = new Set([
  'FieldValueNotSupported',
  'FieldValueRequired',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueTypeInvalid',
]);

const RULES_NOT_CHECKED: Cause = {
  reason: 'FieldValueInvalid',
  message:
    'Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
  field: '<nil>',
};

export function validateCustomResource(options: {
  type: SchemaType;
  object: KubeObject;
  before?: KubeObject;
}): Cause[] {
  const { type, object, before } = options;
  const list = new CauseList();
  validateMetadata(list, object, before);
  validateStructural(list, type, object, '');
  if (!hasRules(type, new Set())) return list.causes;
  if (list.causes.some(cause => BLOCKING.has(cause.reason))) {
    list.add(RULES_NOT_CHECKED);
  } else {
    validateRules(list, type, { value: object, before, path: '' });
  }
  return list.causes;
}

function hasRules(type: SchemaType, seen: Set<SchemaType>): boolean {
  if (seen.has(type)) return false;
  seen.add(type);
  if (type.schema['x-kubernetes-validations']?.length) return true;
  if (type.kind === 'list' || type.kind === 'map') {
    return hasRules(type.element, seen);
  }
  return type.fieldNames().some(key => {
    const field = type.field(key);
    return field !== undefined && hasRules(field, seen);
  });
}
