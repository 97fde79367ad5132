import { ServedResource } from '../discovery/ServedResource';
import { methodNotAllowed, unknownResource } from '../status/failures';
import { ResourceRequest } from './requestInfo';

/** The resource has the verb, and the path fits it: objects have a name, and a namespace when they need one. */
export function checkMethod(info: ResourceRequest, type: ServedResource): void {
  const { verb, name, namespace } = info;
  if (!type.verbs.includes(verb)) throw methodNotAllowed();
  if (!type.namespaced && namespace && info.resource !== 'namespaces') {
    throw unknownResource();
  }
  const isOfOne = ['get', 'update', 'patch', 'delete'].includes(verb);
  if (isOfOne && !name) throw methodNotAllowed();
  if (verb === 'create' && name) throw methodNotAllowed();
  const needsNamespace = type.namespaced && (isOfOne || verb === 'create');
  if (needsNamespace && !namespace) {
    throw isOfOne ? unknownResource() : methodNotAllowed();
  }
}
