import type { Needed } from '../control';
import {
  bindingKind,
  policyKinds,
  reportKinds,
} from '../database/watchedKinds';

const pods: Needed = { what: 'pods', kinds: ['pods'] };
const namespaces: Needed = { what: 'namespaces', kinds: ['namespaces'] };

/** What the cells of policies rest on. */
export const neededForPolicies: readonly Needed[] = [
  { what: 'reports', kinds: reportKinds.map(({ id }) => id) },
  {
    what: 'policies',
    kinds: [...policyKinds.map(({ id }) => id), bindingKind.id],
    mayBeAbsent: true,
  },
  namespaces,
  pods,
];

/** What mTLS rests on. */
export const neededForMesh: readonly Needed[] = [
  { what: 'PeerAuthentications', kinds: ['peer-authentications'] },
  namespaces,
  pods,
];
