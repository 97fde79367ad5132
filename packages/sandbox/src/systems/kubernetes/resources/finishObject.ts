import { ServedResource, storedGvk } from '../discovery/ServedResource';
import { KubeObject } from '../schema/types';
import { invalid } from '../status/failures';
import { ResourceContext } from './ResourceContext';

/** Throws what validation finds, in the order in which it was found. */
export function validate(
  context: ResourceContext,
  type: ServedResource,
  object: KubeObject,
  before?: KubeObject,
): void {
  const causes = context.schemas.validate(storedGvk(type), object, before);
  if (causes.length) {
    throw invalid(
      { group: type.group, kind: type.kind },
      object.metadata.name ?? '',
      causes,
    );
  }
}

/** Only what JSON knows, and nothing that is shared with another object. */
export function detached<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
