import type { KubeObject } from '../../schema/types';
import { at, Column, column, textAt } from '../Column';
import { ageColumn, nameColumn } from '../commonColumns';
import { described } from '../fieldDescription';

const sizeAt = (object: unknown, field: string): number =>
  Object.keys((at(object, field) as object | undefined) ?? {}).length;

export const configMaps: Column[] = [
  nameColumn,
  column(
    'Data',
    described('api/v1', 'ConfigMap', 'data'),
    object => sizeAt(object, 'data') + sizeAt(object, 'binaryData'),
  ),
  ageColumn,
];

export const secrets: Column[] = [
  nameColumn,
  column(
    'Type',
    described('api/v1', 'Secret', 'type'),
    object => textAt(object, 'type') ?? '',
  ),
  column('Data', described('api/v1', 'Secret', 'data'), object =>
    sizeAt(object, 'data'),
  ),
  ageColumn,
];

export const namespaces: Column[] = [
  nameColumn,
  column(
    'Status',
    'The status of the namespace',
    object => textAt(object, 'status', 'phase') ?? '',
  ),
  ageColumn,
];

/** `requests.cpu: 1/4, pods: 3/10`: what is used of each limit. */
function quotaText(quota: KubeObject, isLimit: boolean): string {
  const hard = (at(quota, 'status', 'hard') ?? {}) as Record<string, string>;
  return Object.keys(hard)
    .filter(resource => resource.startsWith('limits.') === isLimit)
    .sort()
    .map(resource => {
      const used = textAt(quota, 'status', 'used', resource) ?? '0';
      return `${resource}: ${used}/${hard[resource]}`;
    })
    .join(', ');
}

export const resourceQuotas: Column[] = [
  nameColumn,
  column(
    'Request',
    'Request represents a minimum amount of cpu/memory that a container may consume.',
    quota => quotaText(quota, false),
  ),
  column(
    'Limit',
    'Limits control the maximum amount of cpu/memory that a container may use independent of contention on the node.',
    quota => quotaText(quota, true),
  ),
  ageColumn,
];
