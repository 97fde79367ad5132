import type { KubeObject } from '../../schema/types';
import { at, Column, column, textAt, wide } from '../Column';
import { ageColumn, nameColumn } from '../commonColumns';
import { described } from '../fieldDescription';

const CORE = 'api/v1';
const STORAGE = 'apis/storage.k8s.io/v1';
const SHORT_MODES: readonly (readonly [string, string])[] = [
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
];

function modesText(modes: unknown): string {
  return SHORT_MODES.filter(
    ([mode]) => Array.isArray(modes) && modes.includes(mode),
  )
    .map(([, short]) => short)
    .join(',');
}

const phaseOf = (object: KubeObject): string =>
  object.metadata.deletionTimestamp
    ? 'Terminating'
    : textAt(object, 'status', 'phase') ?? '';

const classOf = (object: KubeObject): string =>
  textAt(object, 'spec', 'storageClassName') ?? '';

const attributesOf = (object: KubeObject): string =>
  textAt(object, 'spec', 'volumeAttributesClassName') ?? '<unset>';

const modeOf = (object: KubeObject): string =>
  textAt(object, 'spec', 'volumeMode') ?? '<unset>';

export const persistentVolumes: Column[] = [
  nameColumn,
  column(
    'Capacity',
    described(CORE, 'PersistentVolumeSpec', 'capacity'),
    object => textAt(object, 'spec', 'capacity', 'storage') ?? '0',
  ),
  column(
    'Access Modes',
    described(CORE, 'PersistentVolumeSpec', 'accessModes'),
    object => modesText(at(object, 'spec', 'accessModes')),
  ),
  column(
    'Reclaim Policy',
    described(CORE, 'PersistentVolumeSpec', 'persistentVolumeReclaimPolicy'),
    object => textAt(object, 'spec', 'persistentVolumeReclaimPolicy') ?? '',
  ),
  column('Status', described(CORE, 'PersistentVolumeStatus', 'phase'), phaseOf),
  column(
    'Claim',
    described(CORE, 'PersistentVolumeSpec', 'claimRef'),
    object => {
      const name = textAt(object, 'spec', 'claimRef', 'name');
      const namespace = textAt(object, 'spec', 'claimRef', 'namespace');
      return name ? `${namespace}/${name}` : '';
    },
  ),
  column('StorageClass', 'StorageClass of the pv', classOf),
  column(
    'VolumeAttributesClass',
    'VolumeAttributesClass of the pv',
    attributesOf,
  ),
  column(
    'Reason',
    described(CORE, 'PersistentVolumeStatus', 'reason'),
    object => textAt(object, 'status', 'reason') ?? '',
  ),
  ageColumn,
  wide(
    'VolumeMode',
    described(CORE, 'PersistentVolumeSpec', 'volumeMode'),
    modeOf,
  ),
];

const ifBound = (claim: KubeObject, text: string): string =>
  at(claim, 'spec', 'volumeName') ? text : '';

export const persistentVolumeClaims: Column[] = [
  nameColumn,
  column(
    'Status',
    described(CORE, 'PersistentVolumeClaimStatus', 'phase'),
    phaseOf,
  ),
  column(
    'Volume',
    described(CORE, 'PersistentVolumeClaimSpec', 'volumeName'),
    object => textAt(object, 'spec', 'volumeName') ?? '',
  ),
  column(
    'Capacity',
    described(CORE, 'PersistentVolumeClaimStatus', 'capacity'),
    claim =>
      ifBound(claim, textAt(claim, 'status', 'capacity', 'storage') ?? '0'),
  ),
  column(
    'Access Modes',
    described(CORE, 'PersistentVolumeClaimStatus', 'accessModes'),
    claim => ifBound(claim, modesText(at(claim, 'status', 'accessModes'))),
  ),
  column('StorageClass', 'StorageClass of the pvc', classOf),
  column(
    'VolumeAttributesClass',
    'VolumeAttributesClass of the pvc',
    attributesOf,
  ),
  ageColumn,
  wide(
    'VolumeMode',
    described(CORE, 'PersistentVolumeClaimSpec', 'volumeMode'),
    modeOf,
  ),
];

const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';

export const storageClasses: Column[] = [
  {
    ...nameColumn,
    cell: ({ metadata }) =>
      metadata.annotations?.[DEFAULT_CLASS] === 'true'
        ? `${metadata.name} (default)`
        : metadata.name ?? '',
  },
  column(
    'Provisioner',
    described(STORAGE, 'StorageClass', 'provisioner'),
    object => textAt(object, 'provisioner') ?? '',
  ),
  column(
    'ReclaimPolicy',
    described(STORAGE, 'StorageClass', 'reclaimPolicy'),
    object => textAt(object, 'reclaimPolicy') ?? 'Delete',
  ),
  column(
    'VolumeBindingMode',
    described(STORAGE, 'StorageClass', 'volumeBindingMode'),
    object => textAt(object, 'volumeBindingMode') ?? 'Immediate',
  ),
  column(
    'AllowVolumeExpansion',
    described(STORAGE, 'StorageClass', 'allowVolumeExpansion'),
    object => at(object, 'allowVolumeExpansion') === true,
  ),
  ageColumn,
];
