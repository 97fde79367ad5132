import { definitionSpec } from '../../discovery/customResources';
import { KubeObject } from '../../schema/types';
import { KindStrategy } from './KindStrategy';

/** Holds a definition until its resources are gone. */
export const cleanupFinalizer = 'customresourcecleanup.apiextensions.k8s.io';

interface DefinitionStatus {
  conditions: object[] | null;
  acceptedNames: object;
  storedVersions: string[];
}

export const customResourceDefinition: KindStrategy = {
  initialStatus: object => ({
    conditions: null,
    acceptedNames: { plural: '', kind: '' },
    storedVersions: [storageVersionOf(object)],
  }),

  prepareForUpdate(object, before) {
    const status = { ...(before.status as DefinitionStatus) };
    const version = storageVersionOf(object);
    if (!status.storedVersions.includes(version)) {
      object.status = {
        ...status,
        storedVersions: [...status.storedVersions, version],
      };
    }
  },

  markDeleted(object, deletionTimestamp) {
    const { metadata } = object;
    metadata.deletionTimestamp = deletionTimestamp;
    if (!metadata.finalizers?.includes(cleanupFinalizer)) {
      metadata.finalizers = [...(metadata.finalizers ?? []), cleanupFinalizer];
    }
  },

  holdsDeletion: () => false,
};

function storageVersionOf(definition: KubeObject): string {
  const { versions } = definitionSpec(definition);
  return (versions.find(version => version.storage) ?? versions[0]).name;
}
