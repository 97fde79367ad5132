import type { Membership } from '@portolan/plugin-guardrails-common';
import type { NamespaceFacts } from '../policy';
import type { MeshPod } from './MeshFacts';

const proxy = 'istio-proxy';

/** How a pod is in the mesh, as it proves itself: labels of its namespace prove nothing. Pure. */
export function membershipOf(pod: MeshPod): Membership {
  if (pod.containers.includes(proxy)) return 'sidecar';
  if (pod.sidecars.includes(proxy)) return 'native sidecar';
  return pod.annotations['ambient.istio.io/redirection'] === 'enabled'
    ? 'ambient'
    : 'outside';
}

/** Why a pod is not in the mesh, for a person. Pure. */
export function whyOutside(
  pod: MeshPod,
  { labels }: Pick<NamespaceFacts, 'labels'>,
): string {
  if (pod.hostNetwork) return 'it uses the network of its node';
  const inject =
    pod.labels['sidecar.istio.io/inject'] ??
    pod.annotations['sidecar.istio.io/inject'];
  const plane = pod.labels['istio.io/dataplane-mode'];
  if (inject === 'false' || plane === 'none') {
    return 'the mesh is switched off for it';
  }
  const asksItself =
    inject === 'true' || plane === 'ambient' || pod.labels['istio.io/rev'];
  if (!labels && !asksItself) {
    return 'nobody knows why: the labels of its namespace can not be read';
  }
  if (!asksItself && !isSelected(labels ?? {})) {
    return 'its namespace is not in the mesh';
  }
  return 'it was created before it was to be in the mesh, or the mesh failed to take it in';
}

function isSelected(labels: Readonly<Record<string, string>>): boolean {
  const injection = labels['istio-injection'];
  if (injection) return injection === 'enabled';
  return Boolean(
    labels['istio.io/rev'] || labels['istio.io/dataplane-mode'] === 'ambient',
  );
}
