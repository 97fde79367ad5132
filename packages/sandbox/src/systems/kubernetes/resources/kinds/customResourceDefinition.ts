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
    const status = object.status as DefinitionStatus;
    metadata.deletionTimestamp = deletionTimestamp;
    object.status = {
      ...status,
      conditions: [
        ...(status.conditions ?? []),
        {
          type: 'Terminating',
          status: 'True',
          lastTransitionTime: deletionTimestamp,
          reason: 'InstanceDeletionPending',
          message:
            'CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon',
        },
      ],
    };
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
