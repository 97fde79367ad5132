import { ManagedResource } from '../compare/compareApplication';
import { assessHealth } from '../health/assessHealth';
import { imagesOf } from '../objects/images';
import {
  keyOf,
  keyText,
  KubernetesObject,
  versionOf,
} from '../../../kubernetes-client/KubernetesObject';
import { buildHosts } from './buildHosts';
import { networkingInfo, nodeInfo } from './nodeInfo';
import { ResourceNode, ResourceRef, ResourceTree } from './ResourceNode';

/** What the tree needs to know of a cluster. */
export type ObjectGraph = {
  childrenOf(object: KubernetesObject): KubernetesObject[];
  parentsOf(object: KubernetesObject): KubernetesObject[];
  list(group: string, kind: string): KubernetesObject[];
};

/** Everything that an Application consists of: its own objects, what they own in turn, and the nodes that its Pods run on. */
export function buildTree(
  managed: readonly ManagedResource[],
  graph: ObjectGraph,
): ResourceTree {
  const nodes = new Map<string, ResourceNode>();
  const pods: KubernetesObject[] = [];
  const visit = (object: KubernetesObject, isRoot: boolean) => {
    const key = keyText(keyOf(object));
    if (nodes.has(key)) return;
    nodes.set(key, toNode(object, isRoot ? [] : graph.parentsOf(object)));
    if (object.kind === 'Pod') pods.push(object);
    graph.childrenOf(object).forEach(child => visit(child, false));
  };
  for (const { live, target } of managed) {
    if (live) visit(live, true);
    else if (target) {
      nodes.set(keyText(keyOf(target)), {
        ...refOf(target),
        health: { status: 'Missing' },
      });
    }
  }
  const sorted = [...nodes.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
  const hosts = buildHosts(pods, graph);
  return {
    ...(sorted.length && { nodes: sorted.map(([, node]) => node) }),
    ...(hosts.length && { hosts }),
  };
}

function refOf(object: KubernetesObject): ResourceRef {
  const { group, kind, namespace, name } = keyOf(object);
  return {
    ...(group && { group }),
    version: versionOf(object.apiVersion),
    kind,
    ...(namespace && { namespace }),
    name,
    ...(object.metadata.uid && { uid: object.metadata.uid }),
  };
}

function toNode(
  object: KubernetesObject,
  parents: readonly KubernetesObject[],
): ResourceNode {
  const info = nodeInfo(object);
  const networking = networkingInfo(object);
  const images = object.kind === 'Pod' ? imagesOf(object) : [];
  const health = assessHealth(object);
  return {
    ...refOf(object),
    ...(parents.length && { parentRefs: parents.map(refOf) }),
    ...(info.length && { info }),
    ...(networking && { networkingInfo: networking }),
    resourceVersion: object.metadata.resourceVersion,
    ...(images.length && { images }),
    ...(health && { health }),
    createdAt: object.metadata.creationTimestamp,
  };
}
