import { KubernetesObject } from '../../../kubernetes-client/KubernetesObject';
import { trackingIdOf } from '../objects/trackingId';

/** The Applications that an object belongs to: by its own mark (`isRoot`), or by the marks of what owns it. */
export function applicationsOf(
  object: KubernetesObject,
  graph: { parentsOf(object: KubernetesObject): KubernetesObject[] },
): Array<{ name: string; isRoot: boolean }> {
  const found = new Map<string, boolean>();
  const visited = new Set<KubernetesObject>();
  const visit = (each: KubernetesObject, isRoot: boolean) => {
    if (visited.has(each)) return;
    visited.add(each);
    const name = trackingIdOf(each)?.application;
    if (name) found.set(name, found.get(name) || isRoot);
    graph.parentsOf(each).forEach(parent => visit(parent, false));
  };
  visit(object, true);
  return [...found].map(([name, isRoot]) => ({ name, isRoot }));
}
