import { InputError } from '@backstage/errors';
import { Projection } from './Projection';

const ID = /^[a-z][a-z0-9-]{0,62}$/;
const SEGMENT = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;

/**
 * @throws InputError when two kinds have one id, or a kind could not be asked for
 */
export function checkProjections(projections: readonly Projection[]): void {
  const ids = new Set<string>();
  for (const { kind } of projections) {
    const { id, group, versions, plural, namespaces = [] } = kind;
    if (!ID.test(id)) {
      throw new InputError(
        `Watched kind "${id}": its id must be lower case letters, digits and dashes, at most 63`,
      );
    }
    if (ids.has(id)) {
      throw new InputError(`Watched kind "${id}" is declared twice`);
    }
    ids.add(id);
    const segments = [plural, ...versions, ...namespaces];
    const bad = (group ? [group, ...segments] : segments).find(
      segment => !SEGMENT.test(segment),
    );
    if (bad !== undefined) {
      throw new InputError(
        `Watched kind "${id}": "${bad}" is no group, version, plural or namespace`,
      );
    }
    if (!kind.versions.length || new Set(namespaces).size < namespaces.length) {
      throw new InputError(
        `Watched kind "${id}" needs at least one version, and each namespace once`,
      );
    }
  }
}
