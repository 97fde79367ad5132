import { ClusterCache } from '../clusters/ClusterCache';
import { KubernetesError } from '../../../kubernetes-client/KubernetesClient';
import { lastAppliedOf } from '../compare/diffResource';
import { equalsWithoutEmpties, sortedJson } from '../compare/json';
import { createMergePatch } from '../compare/mergePatch';
import { lastAppliedAnnotation, normalizeDesired } from '../compare/normalize';
import { fieldManager } from '../compare/ownedFields';
import { alignQuantities } from '../compare/quantities';
import { threeWayMerge } from '../compare/threeWayMerge';
import {
  groupOf,
  keyOf,
  KubernetesObject,
} from '../../../kubernetes-client/KubernetesObject';

/**
 * Makes the cluster have what a manifest says, as `kubectl apply` does, and
 * tells what became of it in kubectl's words.
 *
 * @throws KubernetesError when the API server refuses
 */
export async function applyResource(
  cluster: ClusterCache,
  options: {
    target: KubernetesObject;
    dryRun: boolean;
    serverSide: boolean;
  },
): Promise<string> {
  const target = normalizeDesired(options.target);
  const group = groupOf(target.apiVersion);
  const path = cluster.pathOf(target);
  if (!path) {
    const { namespace = '', name } = target.metadata;
    throw new KubernetesError({
      code: 404,
      reason: 'NotFound',
      message: `The Kubernetes API could not find ${group}/${target.kind} for requested resource ${namespace}/${name}. Make sure the "${target.kind}" CRD is installed on the destination cluster.`,
    });
  }
  const kind = target.kind.toLowerCase();
  const subject = `${group ? `${kind}.${group}` : kind}/${
    target.metadata.name
  }`;
  const query = {
    fieldManager,
    dryRun: options.dryRun ? 'All' : undefined,
  };
  const observe = (object: KubernetesObject) => {
    if (!options.dryRun) cluster.observe(object);
  };

  if (options.serverSide) {
    observe(
      await cluster.client.patch(path, {
        type: 'apply-patch+yaml',
        body: target,
        query: { ...query, force: 'true' },
      }),
    );
    return `${subject} serverside-applied`;
  }

  const desired = withLastApplied(target, options.target);
  if (!cluster.get(keyOf(target))) {
    try {
      const collection = path.slice(0, path.lastIndexOf('/'));
      observe(await cluster.client.create(collection, desired, query));
      return `${subject} created`;
    } catch (error) {
      // Made by somebody else a moment ago: then it is to be changed.
      if (!isAlreadyThere(error)) throw error;
    }
  }
  const live = await cluster.client.get(path);
  const merged = threeWayMerge({
    lastApplied: lastAppliedOf(live),
    desired: alignQuantities(desired, live),
    live,
  });
  const patch = equalsWithoutEmpties(live, merged)
    ? undefined
    : createMergePatch(live, merged);
  if (!patch) return `${subject} unchanged`;
  observe(
    await cluster.client.patch(path, {
      type: 'merge-patch+json',
      body: patch,
      query,
    }),
  );
  return `${subject} configured`;
}

/** The manifest with itself, as it was written, in an annotation: what the next apply compares with. */
function withLastApplied(
  target: KubernetesObject,
  manifest: KubernetesObject,
): KubernetesObject {
  const { annotations = {} } = target.metadata;
  const text = sortedJson({
    ...manifest,
    metadata: { ...manifest.metadata, annotations },
  });
  return {
    ...target,
    metadata: {
      ...target.metadata,
      annotations: { ...annotations, [lastAppliedAnnotation]: `${text}\n` },
    },
  };
}

function isAlreadyThere(error: unknown): boolean {
  return error instanceof KubernetesError && error.reason === 'AlreadyExists';
}
