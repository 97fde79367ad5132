import { Cause } from '../types';

/** What is wrong with an object, in the words of the API server's `field` errors. */
export class CauseList {
  readonly causes: Cause[] = [];

  invalid(field: string, value: unknown, detail: string): void {
    this.#add(
      'FieldValueInvalid',
      field,
      `Invalid value: ${formatValue(value)}: ${detail}`,
    );
  }

  required(field: string, detail?: string): void {
    const suffix = detail ? `: ${detail}` : '';
    this.#add('FieldValueRequired', field, `Required value${suffix}`);
  }

  notSupported(
    field: string,
    value: unknown,
    supported: readonly unknown[],
  ): void {
    const values = supported.map(formatValue).join(', ');
    this.#add(
      'FieldValueNotSupported',
      field,
      `Unsupported value: ${formatValue(value)}: supported values: ${values}`,
    );
  }

  duplicate(field: string, value: unknown): void {
    this.#add(
      'FieldValueDuplicate',
      field,
      `Duplicate value: ${formatValue(value)}`,
    );
  }

  forbidden(field: string, detail: string): void {
    this.#add('FieldValueForbidden', field, `Forbidden: ${detail}`);
  }

  tooLong(field: string, limit: number): void {
    this.#add(
      'FieldValueTooLong',
      field,
      `Too long: may not be more than ${limit} bytes`,
    );
  }

  /** For rules whose value and wording are their own. */
  add(cause: Cause): void {
    this.causes.push(cause);
  }

  nonNegative(field: string, value: unknown): void {
    if (typeof value === 'number' && value < 0) {
      this.invalid(field, value, 'must be greater than or equal to 0');
    }
  }

  oneOf(field: string, value: unknown, supported: readonly unknown[]): void {
    if (value !== undefined && !supported.includes(value)) {
      this.notSupported(field, value, supported);
    }
  }

  #add(reason: string, field: string, message: string): void {
    this.causes.push({ reason, message, field });
  }
}

function formatValue(value: unknown): string {
  return JSON.stringify(value ?? null);
}
