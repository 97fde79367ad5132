import { ResourceContext } from '../resources/ResourceContext';
import { createObject } from '../resources/createObject';
import { KubeObject, gvkOf } from '../schema/types';
import { controllerWriter } from './systemWriter';

/** What every namespace has, as long as it lives: its default service account, and the certificate authority of the API server. */
export function keepNamespaceDefaults(
  context: ResourceContext,
  certificateAuthority: string,
): void {
  const { store } = context;
  const ensure = (namespace: string) => {
    const home = store.get('namespaces', { name: namespace });
    if (!home || home.metadata.deletionTimestamp) return;
    ensureObject(context, 'service-account-controller', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default', namespace },
    });
    ensureObject(context, 'root-ca-cert-publisher', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'kube-root-ca.crt',
        namespace,
        annotations: {
          'kubernetes.io/description':
            'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.',
        },
      },
      data: { 'ca.crt': certificateAuthority },
    });
  };
  store.list('namespaces').forEach(({ metadata }) => ensure(metadata.name!));
  store.subscribe('namespaces', ({ type, object }) => {
    if (type === 'ADDED') ensure(object.metadata.name!);
  });
  for (const storage of ['serviceaccounts', 'configmaps']) {
    store.subscribe(storage, ({ type, object }) => {
      if (type === 'DELETED') ensure(object.metadata.namespace!);
    });
  }
}

function ensureObject(
  context: ResourceContext,
  controller: string,
  object: KubeObject,
): void {
  const type = context.served.findByKind(gvkOf(object))!;
  const { namespace, name } = object.metadata;
  if (context.store.get(type.storage.id, { namespace, name: name! })) return;
  createObject(context, {
    type,
    namespace,
    body: object,
    write: controllerWriter(controller),
  });
}
