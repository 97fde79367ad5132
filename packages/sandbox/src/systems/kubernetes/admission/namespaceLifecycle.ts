import { AdmissionPlugin, AdmissionRequest } from '../resources/Admission';
import { ResourceContext } from '../resources/ResourceContext';
import { forbidden, notFound } from '../status/failures';

/** Without them a cluster does not work. */
const immortal = new Set(['default', 'kube-system', 'kube-public']);

/** Nothing is created in a namespace that is not there or on its way out. */
export const namespaceLifecycle: AdmissionPlugin = {
  create(request, context) {
    checkNamespace(request, context);
    return request.object;
  },

  delete({ type, object }) {
    const name = object.metadata.name!;
    if (type.storage.id === 'namespaces' && immortal.has(name)) {
      throw forbidden(type, name, 'this namespace may not be deleted');
    }
  },
};

function checkNamespace(
  { type, object }: AdmissionRequest,
  { store }: ResourceContext,
): void {
  const { namespace, name } = object.metadata;
  if (!namespace) return;
  const home = store.get('namespaces', { name: namespace });
  if (!home) throw notFound({ group: '', resource: 'namespaces' }, namespace);
  if (home.metadata.deletionTimestamp) {
    throw forbidden(
      type,
      name,
      `unable to create new content in namespace ${namespace} because it is being terminated`,
      [
        {
          reason: 'NamespaceTerminating',
          message: `namespace ${namespace} is being terminated`,
          field: 'metadata.namespace',
        },
      ],
    );
  }
}
