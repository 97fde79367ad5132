import { parseQuantity } from '../compare/quantities';
import { KubernetesObject } from '../../../kubernetes-client/KubernetesObject';
import { requestedMilli } from './podInfo';
import { HostInfo } from './ResourceNode';

const resourceNames = ['cpu', 'memory', 'storage'];

/** The nodes that an Application's Pods run on, and how full its Pods and those of others make them. */
export function buildHosts(
  pods: readonly KubernetesObject[],
  cluster: { list(group: string, kind: string): KubernetesObject[] },
): HostInfo[] {
  const names = new Set(pods.flatMap(pod => pod.spec?.nodeName ?? []));
  if (names.size === 0) return [];
  const own = new Set(pods.map(pod => pod.metadata.uid));
  const neighbours = cluster
    .list('', 'Pod')
    .filter(
      pod =>
        !own.has(pod.metadata.uid) &&
        !['Succeeded', 'Failed'].includes(pod.status?.phase),
    );
  return cluster
    .list('', 'Node')
    .filter(node => names.has(node.metadata.name))
    .map(node => {
      const { name } = node.metadata;
      const isHere = (pod: KubernetesObject) => pod.spec?.nodeName === name;
      const sum = (all: readonly KubernetesObject[], resource: string) =>
        all
          .filter(isHere)
          .reduce((total, pod) => total + requestedMilli(pod, resource), 0);
      const resourcesInfo = resourceNames.flatMap(resourceName => {
        const capacity = parseQuantity(node.status?.capacity?.[resourceName]);
        if (!capacity) return [];
        const requestedByApp = sum(pods, resourceName);
        const requestedByNeighbors = sum(neighbours, resourceName);
        return {
          resourceName,
          ...(requestedByApp && { requestedByApp }),
          ...(requestedByNeighbors && { requestedByNeighbors }),
          capacity: Math.round(capacity * 1000),
        };
      });
      return {
        name,
        ...(resourcesInfo.length && { resourcesInfo }),
        systemInfo: node.status?.nodeInfo ?? {},
      };
    });
}
