import { isDeepStrictEqual } from 'node:util';
import { ServedResource } from '../discovery/ServedResource';
import { KubeObject } from '../schema/types';
import { strategyOf } from './kinds';
import { hasStatusSubresource } from './metadata';

/** The generation after an update: one more when what is wanted has changed, which a status never does. */
export function nextGeneration(
  type: ServedResource,
  object: KubeObject,
  options: { before: KubeObject; subresource?: string },
): number | undefined {
  const { before, subresource } = options;
  const { generation } = before.metadata;
  if (generation === undefined || subresource === 'status') return generation;
  const changed = !isDeepStrictEqual(
    desiredState(type, object),
    desiredState(type, before),
  );
  return changed ? generation + 1 : generation;
}

function desiredState(type: ServedResource, object: KubeObject): object {
  const own = strategyOf(type).desiredState;
  if (own) return own(object);
  const { metadata: _metadata, status, ...rest } = object;
  return hasStatusSubresource(type) ? rest : { ...rest, status };
}
