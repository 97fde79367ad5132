import type { KubeObject } from '../../schema/types';
import type { Actor, ClusterApi, ClusterEvent, ObjectKey } from '../ClusterApi';
import type { Controller } from '../Controller';
import { kinds } from '../kinds';
import { keyOf } from '../owners';

const actor: Actor = {
  user: 'system:serviceaccount:kube-system:persistent-volume-binder',
  fieldManager: 'kube-controller-manager',
};

type ClaimSpec = {
  accessModes?: string[];
  storageClassName?: string;
  volumeMode?: string;
  volumeName?: string;
  resources?: { requests?: { storage?: string } };
};

const specOf = (claim: KubeObject) => claim.spec as ClaimSpec;
const phaseOf = (object: KubeObject) =>
  (object.status as { phase?: string } | undefined)?.phase;

/** Gives each PersistentVolumeClaim a volume of its own, which goes with it. */
export class VolumeController implements Controller {
  readonly name = 'persistent-volume-binder';
  readonly watches = [kinds.persistentVolumeClaim];
  readonly #api: ClusterApi;

  constructor(options: { api: ClusterApi }) {
    this.#api = options.api;
  }

  keysOf({ object }: ClusterEvent): ObjectKey[] {
    return [keyOf(object)];
  }

  allKeys(api: ClusterApi): ObjectKey[] {
    const claims = api.list(kinds.persistentVolumeClaim).map(keyOf);
    // Claims that went while nobody looked: their volumes still name them.
    const claimed = api.list(kinds.persistentVolume).flatMap(claimOf);
    return [...claims, ...claimed];
  }

  async reconcile(key: ObjectKey): Promise<void> {
    const claim = this.#api.get(kinds.persistentVolumeClaim, key);
    await this.#dropOrphans(key, claim);
    if (!claim || claim.metadata.deletionTimestamp) return;
    if (phaseOf(claim) === 'Bound') return;
    const name = specOf(claim).volumeName ?? `pvc-${claim.metadata.uid}`;
    const volume =
      this.#api.get(kinds.persistentVolume, { name }) ??
      (await this.#api.create(volumeFor(claim, name), { actor }));
    const bound = await this.#api.update(
      { ...claim, spec: { ...specOf(claim), volumeName: name } },
      { actor },
    );
    const { capacity, accessModes } = volume.spec as {
      capacity: object;
      accessModes: string[];
    };
    await this.#api.updateStatus(
      { ...bound, status: { phase: 'Bound', accessModes, capacity } },
      { actor },
    );
    await this.#api.updateStatus(
      { ...volume, status: { phase: 'Bound' } },
      { actor },
    );
  }

  /** Volumes that this claim, or an older one of its name, has left behind. */
  async #dropOrphans(
    key: ObjectKey,
    claim: KubeObject | undefined,
  ): Promise<void> {
    for (const volume of this.#api.list(kinds.persistentVolume)) {
      const reference = referenceOf(volume);
      const isOurs =
        reference?.namespace === key.namespace && reference?.name === key.name;
      const { persistentVolumeReclaimPolicy: policy } = volume.spec as {
        persistentVolumeReclaimPolicy?: string;
      };
      if (
        isOurs &&
        policy === 'Delete' &&
        reference?.uid !== claim?.metadata.uid
      ) {
        await this.#api.delete(kinds.persistentVolume, keyOf(volume), {
          actor,
        });
      }
    }
  }
}

function referenceOf(volume: KubeObject) {
  return (
    volume.spec as {
      claimRef?: { namespace?: string; name: string; uid?: string };
    }
  ).claimRef;
}

function claimOf(volume: KubeObject): ObjectKey[] {
  const reference = referenceOf(volume);
  return reference
    ? [{ namespace: reference.namespace, name: reference.name }]
    : [];
}

function volumeFor(claim: KubeObject, name: string): KubeObject {
  const spec = specOf(claim);
  const { namespace, uid, name: claimName } = claim.metadata;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: {
      name,
      annotations: { 'pv.kubernetes.io/provisioned-by': 'sandbox' },
    },
    spec: {
      capacity: { storage: spec.resources?.requests?.storage ?? '1Gi' },
      accessModes: spec.accessModes ?? ['ReadWriteOnce'],
      persistentVolumeReclaimPolicy: 'Delete',
      storageClassName: spec.storageClassName,
      volumeMode: spec.volumeMode,
      claimRef: {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        namespace,
        name: claimName,
        uid,
      },
      hostPath: { path: `/var/lib/sandbox/${name}`, type: '' },
    },
  };
}
