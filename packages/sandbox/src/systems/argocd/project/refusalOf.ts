import { AppProject } from '../objects/AppProject';
import {
  keyOf,
  KubernetesObject,
} from '../../../kubernetes-client/KubernetesObject';
import {
  DestinationCluster,
  isDestinationPermitted,
  isKindPermitted,
} from './projectRules';

/** Why a project does not allow this object in this cluster; `undefined` when it does. */
export function refusalOf(
  object: KubernetesObject,
  options: {
    project: AppProject;
    cluster: DestinationCluster;
    isNamespaced: (group: string, kind: string) => boolean;
  },
): string | undefined {
  const { project, cluster } = options;
  const key = keyOf(object);
  const namespaced = options.isNamespaced(key.group, key.kind);
  const { name } = project.metadata;
  if (!isKindPermitted(project, { ...key, namespaced })) {
    return `resource ${key.group}:${key.kind} is not permitted in project ${name}`;
  }
  if (namespaced && !isDestinationPermitted(project, cluster, key.namespace)) {
    return `namespace ${key.namespace} is not permitted in project '${name}'`;
  }
  return undefined;
}
