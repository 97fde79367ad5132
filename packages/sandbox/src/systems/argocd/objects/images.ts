import { KubernetesObject } from '../../../kubernetes-client/KubernetesObject';

type PodSpec = {
  containers?: Array<{ image?: string }>;
  initContainers?: Array<{ image?: string }>;
};

/** The images that an object asks for, best effort: of Pods and of what holds a Pod template. */
export function imagesOf(object: KubernetesObject): string[] {
  const { spec } = object;
  const podSpec: PodSpec | undefined =
    object.kind === 'Pod'
      ? spec
      : spec?.template?.spec ?? spec?.jobTemplate?.spec?.template?.spec;
  const images = [
    ...(podSpec?.initContainers ?? []),
    ...(podSpec?.containers ?? []),
  ].flatMap(container => container.image ?? []);
  return [...new Set(images)].sort();
}
