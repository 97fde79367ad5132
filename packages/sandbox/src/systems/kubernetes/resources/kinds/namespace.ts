import { KubeObject } from '../../schema/types';
import { KindStrategy } from './KindStrategy';

/** The parts of a Namespace that its life is about. */
interface NamespaceParts {
  spec: { finalizers?: string[] };
}

export const namespace: KindStrategy = {
  initialStatus: () => ({ phase: 'Active' }),

  prepareForCreate(object) {
    const spec = (object.spec ?? {}) as NamespaceParts['spec'];
    // The namespace controller removes it when everything inside is gone.
    if (!spec.finalizers?.includes('kubernetes')) {
      spec.finalizers = [...(spec.finalizers ?? []), 'kubernetes'];
    }
    object.spec = spec;
  },

  prepareForUpdate(object, before) {
    object.spec = { ...(object.spec as object), ...finalizersOf(before) };
  },

  holdsDeletion: object => 'finalizers' in finalizersOf(object),

  markDeleted(object, deletionTimestamp) {
    object.metadata.deletionTimestamp = deletionTimestamp;
    object.status = { ...(object.status as object), phase: 'Terminating' };
  },
};

/** `spec.finalizers` when there is one: only `/finalize` may change them. */
function finalizersOf(object: KubeObject): { finalizers?: string[] } {
  const { finalizers } = (object as unknown as NamespaceParts).spec ?? {};
  return finalizers?.length ? { finalizers } : {};
}
