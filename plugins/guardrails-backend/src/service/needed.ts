import type { Needed } from '../control';
import {
  bindingKind,
  policyKinds,
  reportKinds,
} from '../database/watchedKinds';
import type { ParsedPolicy } from '../policy';

const pods: Needed = { what: 'pods', kinds: ['pods'] };
const namespaces: Needed = { what: 'namespaces', kinds: ['namespaces'] };
const reports: Needed = {
  what: 'reports',
  kinds: reportKinds.map(({ id }) => id),
};

const admissionPolicy = 'ValidatingAdmissionPolicy';

/** Under which id each kind of policies is watched. */
const idOfKind: Readonly<Record<string, string>> = {
  ValidatingPolicy: 'validating-policies',
  NamespacedValidatingPolicy: 'namespaced-validating-policies',
  ImageValidatingPolicy: 'image-validating-policies',
  NamespacedImageValidatingPolicy: 'namespaced-image-validating-policies',
  ClusterPolicy: 'cluster-policies',
  Policy: 'policies',
  [admissionPolicy]: 'validating-admission-policies',
};

/**
 * What the cells of a control rest on. Where its policies are known, only their
 * kinds; that a control has none says something only when every kind was read.
 */
export function neededForControl(
  policies: readonly ParsedPolicy[] | undefined,
): readonly Needed[] {
  const own = policies?.map(({ policy }) => policy.kind) ?? [];
  const kinds =
    own.length > 0
      ? [
          ...own.flatMap(kind => idOfKind[kind] ?? []),
          ...(own.includes(admissionPolicy) ? [bindingKind.id] : []),
        ]
      : [...policyKinds.map(({ id }) => id), bindingKind.id];
  return [
    reports,
    { what: 'policies', kinds: [...new Set(kinds)], mayBeAbsent: true },
    namespaces,
    pods,
  ];
}

/** What mTLS rests on. */
export const neededForMesh: readonly Needed[] = [
  { what: 'PeerAuthentications', kinds: ['peer-authentications'] },
  namespaces,
  pods,
];
