import { KubeObject } from '../schema/types';
import { SelectableFields } from './selectableFields';

/** Decides whether an object is selected by its fields. */
export type ObjectPredicate = (object: KubeObject) => boolean;

/**
 * Parses the query parameter `fieldSelector`: `metadata.name=web,status.phase!=Failed`.
 * Throws an Error with the API server's words, also for fields that the kind cannot be selected by.
 */
export function parseFieldSelector(
  text: string,
  fields: SelectableFields,
): ObjectPredicate {
  const terms = splitTerms(text).map(term => parseTerm(term, text));
  const predicates = terms.map(({ field, value, negated }) => {
    const read = fields.read(field);
    return (object: KubeObject) => (read(object) === value) !== negated;
  });
  return object => predicates.every(matches => matches(object));
}

/** Commas separate terms unless a backslash stands before them. */
function splitTerms(text: string): string[] {
  return (text.match(/(?:\\.|[^,\\])+/g) ?? []).filter(term => term !== '');
}

function parseTerm(
  term: string,
  selector: string,
): { field: string; value: string; negated: boolean } {
  const parts = /^(.*?)(!=|==|=)(.*)$/s.exec(term);
  if (!parts) {
    throw new Error(
      `invalid selector: '${selector}'; can't understand '${term}'`,
    );
  }
  const [, field, operator, value] = parts;
  return {
    field,
    value: value.replace(/\\([\\,=])/g, '$1'),
    negated: operator === '!=',
  };
}
