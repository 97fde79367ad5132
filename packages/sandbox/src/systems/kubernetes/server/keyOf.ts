import { ServedResource } from '../discovery/ServedResource';
import { ObjectKey } from '../resources/ResourceContext';
import { ApiRequest } from './ApiRequest';
import { ResourceRequest } from './requestInfo';

/** The object that a path names; cluster-scoped kinds have no namespace, whatever the path says. */
export function keyOf(
  { info }: ApiRequest<ResourceRequest>,
  type: ServedResource,
): ObjectKey {
  return {
    ...(type.namespaced && { namespace: info.namespace }),
    name: info.name!,
  };
}
