import { at, Column, column, listAt, selectorText, wide } from './Column';
import { described, FieldReference } from './fieldDescription';
import { ageOf } from './humanDuration';

const age = described('api/v1', 'ObjectMeta', 'creationTimestamp');

export const nameColumn: Column = column(
  'Name',
  described('api/v1', 'ObjectMeta', 'name'),
  object => object.metadata.name ?? '',
  { format: 'name' },
);

export const ageColumn: Column = column('Age', age, (object, now) =>
  ageOf(object.metadata.creationTimestamp, now),
);

/** What kinds without columns of their own have instead of an age. */
export const createdAtColumn: Column = column(
  'Created At',
  age,
  object => object.metadata.creationTimestamp ?? '',
  { type: 'date' },
);

/** What the containers of a Pod template run. */
export function containerColumns(...template: string[]): Column[] {
  const listOf = (object: unknown, key: string) =>
    listAt(object, ...template, 'spec', 'containers')
      .map(container => container[key])
      .join(',');
  return [
    wide('Containers', 'Names of each container in the template.', object =>
      listOf(object, 'name'),
    ),
    wide(
      'Images',
      'Images referenced by each container in the template.',
      object => listOf(object, 'image'),
    ),
  ];
}

export const templateColumns: Column[] = containerColumns('spec', 'template');

export function selectorColumn(
  description: FieldReference,
  ...path: string[]
): Column {
  return wide('Selector', description, object =>
    selectorText(at(object, ...path)),
  );
}
