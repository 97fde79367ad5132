import type { Faults } from '../faults/Faults';

/** Whether an operator is to act as if its Pod were gone: it reads nothing and writes nothing. */
export function isDown(faults: Faults): boolean {
  return faults
    .list()
    .some(({ kind, path, method }) => kind === 'down' && !path && !method);
}
