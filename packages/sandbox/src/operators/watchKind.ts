import { Informer, ObjectChange } from '../kubernetes-client/Informer';
import { KubernetesClient } from '../kubernetes-client/KubernetesClient';
import { resourcePath } from '../kubernetes-client/resourcePath';
import type { WatchedKind } from './workloadKinds';

/** An informer on all objects of a kind; it reads nothing before it is started. */
export function watchKind(
  client: KubernetesClient,
  kind: WatchedKind,
  onChange: (change: ObjectChange) => void,
): Informer {
  const { group, version } = kind;
  return new Informer({
    client,
    path: resourcePath(kind),
    apiVersion: group ? `${group}/${version}` : version,
    kind: kind.kind,
    onChange,
  });
}
