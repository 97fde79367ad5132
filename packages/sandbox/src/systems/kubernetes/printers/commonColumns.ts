import { Column, column, listAt, wide } from './Column';
import { descriptions } from './descriptions';
import { ageOf } from './humanDuration';

export const nameColumn: Column = column(
  'Name',
  descriptions.name,
  object => object.metadata.name ?? '',
  { format: 'name' },
);

export const ageColumn: Column = column(
  'Age',
  descriptions.age,
  (object, now) => ageOf(object.metadata.creationTimestamp, now),
);

const containersOf = (object: unknown) =>
  listAt(object, 'spec', 'template', 'spec', 'containers');

/** What a workload's Pod template runs. */
export const templateColumns: Column[] = [
  wide('Containers', 'Names of each container in the template.', object =>
    containersOf(object)
      .map(container => container.name)
      .join(','),
  ),
  wide(
    'Images',
    'Images referenced by each container in the template.',
    object =>
      containersOf(object)
        .map(container => container.image)
        .join(','),
  ),
];
