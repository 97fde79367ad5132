import { ServedResource } from '../discovery/ServedResource';
import { definitionVersion } from '../discovery/customResources';
import { KubeObject } from '../schema/types';
import { badRequest, conflict, invalid, notFound } from '../status/failures';
import { Operation } from './Operation';
import { ObjectKey, ResourceContext, WriteOptions } from './ResourceContext';
import { toServedVersion } from './convertVersion';
import { Untrusted } from './decodeObject';
import { detached } from './finishObject';
import { LabelSelector, labelSelectorText } from './labelSelectorText';
import { parseJson, patchFunction, patched } from './patchFunction';
import { updateObject } from './updateObject';

/** Where a kind keeps what `/scale` shows. */
interface ScalePaths {
  replicas: string[];
  statusReplicas: string[];
  selector?: string[];
}

interface ScaleTarget {
  type: ServedResource;
  key: ObjectKey;
}

/** GET of `/scale`. */
export function readScale(
  context: ResourceContext,
  { type, key }: ScaleTarget,
): KubeObject {
  const stored = context.store.get(type.storage.id, key);
  if (!stored) throw notFound(type, key.name);
  return toScale(type, toServedVersion(type, stored));
}

/** PUT of `/scale`. */
export function* replaceScale(
  context: ResourceContext,
  options: ScaleTarget & { body: Untrusted; write: WriteOptions },
): Operation<KubeObject> {
  return yield* changeScale(context, options, () => options.body);
}

/** PATCH of `/scale`. */
export function* patchScale(
  context: ResourceContext,
  options: ScaleTarget & {
    contentType: string;
    body: string;
    write: WriteOptions;
  },
): Operation<KubeObject> {
  const patch = patchFunction(context, options.type, options.contentType);
  const body = parseJson(options.body);
  return yield* changeScale(context, options, scale =>
    patched(() => patch(scale, body)),
  );
}

function* changeScale(
  context: ResourceContext,
  options: ScaleTarget & { write: WriteOptions },
  change: (scale: KubeObject) => Untrusted,
): Operation<KubeObject> {
  const { type, key } = options;
  const updated = yield* updateObject(context, {
    ...options,
    subresource: 'scale',
    // The API server splits the ownership of `replicas` at every scale, so that each is a write.
    always: true,
    change: current => {
      const wanted = change(detached(toScale(type, current))) as KubeObject;
      const { resourceVersion } = wanted.metadata ?? {};
      if (
        resourceVersion &&
        resourceVersion !== current.metadata.resourceVersion
      ) {
        throw conflict(type, key.name);
      }
      const replicas = readReplicas(wanted, key.name);
      return withValueAt(current, scalePaths(type).replicas, replicas);
    },
  });
  return toScale(type, updated);
}

function readReplicas(scale: KubeObject, name: string): number {
  const { replicas = 0 } = (scale.spec ?? {}) as { replicas?: unknown };
  if (typeof replicas !== 'number' || !Number.isInteger(replicas)) {
    throw badRequest(
      'Scale in version "v1" cannot be handled as a Scale: json: cannot unmarshal into Go struct field ScaleSpec.spec.replicas of type int32',
    );
  }
  if (replicas < 0) {
    throw invalid({ group: 'autoscaling', kind: 'Scale' }, name, [
      {
        reason: 'FieldValueInvalid',
        message: `Invalid value: ${replicas}: must be greater than or equal to 0`,
        field: 'spec.replicas',
      },
    ]);
  }
  return replicas;
}

function toScale(type: ServedResource, object: KubeObject): KubeObject {
  const paths = scalePaths(type);
  const { name, namespace, uid, resourceVersion, creationTimestamp } =
    object.metadata;
  const replicas = Number(valueAt(object, paths.replicas) ?? 0);
  const selector = paths.selector && valueAt(object, paths.selector);
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: replicas ? { replicas } : {},
    status: {
      replicas: Number(valueAt(object, paths.statusReplicas) ?? 0),
      ...(selector !== undefined && {
        selector:
          typeof selector === 'string'
            ? selector
            : labelSelectorText(toLabelSelector(type, selector)),
      }),
    },
  };
}

/** A ReplicationController's selector is a plain map of labels. */
function toLabelSelector(type: ServedResource, value: unknown): LabelSelector {
  return type.resource === 'replicationcontrollers'
    ? { matchLabels: value as Record<string, string> }
    : (value as LabelSelector);
}

function scalePaths(type: ServedResource): ScalePaths {
  const own = definitionVersion(type)?.subresources?.scale;
  const split = (path: string) => path.split('.').filter(Boolean);
  return own
    ? {
        replicas: split(own.specReplicasPath),
        statusReplicas: split(own.statusReplicasPath),
        ...(own.labelSelectorPath && {
          selector: split(own.labelSelectorPath),
        }),
      }
    : {
        replicas: ['spec', 'replicas'],
        statusReplicas: ['status', 'replicas'],
        selector: ['spec', 'selector'],
      };
}

function valueAt(object: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, step) => (value as Record<string, unknown> | undefined)?.[step],
    object,
  );
}

function withValueAt<T extends object>(
  object: T,
  [step, ...rest]: readonly string[],
  value: unknown,
): T {
  const before = (object as Record<string, unknown>)[step];
  return {
    ...object,
    [step]: rest.length
      ? withValueAt((before ?? {}) as object, rest, value)
      : value,
  };
}
