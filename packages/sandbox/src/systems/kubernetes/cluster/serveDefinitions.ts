import { definitionSpec } from '../discovery/customResources';
import { runUnreviewed } from '../resources/Operation';
import { ResourceContext, formatTime } from '../resources/ResourceContext';
import { deleteObject } from '../resources/deleteObject';
import { cleanupFinalizer } from '../resources/kinds/customResourceDefinition';
import { updateObject } from '../resources/updateObject';
import { KubeObject } from '../schema/types';
import { apiServerWriter } from './systemWriter';

const storage = 'customresourcedefinitions.apiextensions.k8s.io';

interface Condition {
  type: string;
  status: string;
}

interface DefinitionStatus {
  conditions?: Condition[] | null;
  acceptedNames?: object;
}

/**
 * Follows the CustomResourceDefinitions: their names are accepted, their
 * resources are served while they are there, and go with them.
 */
export function serveDefinitions(context: ResourceContext): void {
  const { store } = context;
  const follow = (definition: KubeObject) => {
    if (definition.metadata.deletionTimestamp) {
      cleanUp(context, definition);
    } else if (isEstablished(definition)) {
      serve(context, definition);
    } else {
      establish(context, definition);
    }
  };
  store.list(storage).forEach(follow);
  store.subscribe(storage, ({ type, object }) => {
    if (type === 'DELETED') withdraw(context, object);
    else follow(object);
  });
  // The last resource of a definition that is on its way out lets it go.
  store.subscribeAll((of, { type }) => {
    if (type !== 'DELETED') return;
    const definition = store.get(storage, { name: of });
    if (definition?.metadata.deletionTimestamp) cleanUp(context, definition);
  });
}

function isEstablished({ status }: KubeObject): boolean {
  const { conditions } = (status ?? {}) as DefinitionStatus;
  return Boolean(
    conditions?.some(
      condition =>
        condition.type === 'Established' && condition.status === 'True',
    ),
  );
}

function serve({ served, schemas }: ResourceContext, definition: KubeObject) {
  served.define(definition);
  schemas.register(definition);
}

function withdraw(
  { served, schemas }: ResourceContext,
  { metadata }: KubeObject,
) {
  served.undefine(metadata.name!);
  schemas.unregister(metadata.name!);
}

function establish(context: ResourceContext, definition: KubeObject): void {
  const lastTransitionTime = formatTime(context.now());
  runUnreviewed(
    updateObject(context, {
      type: definitionType(context),
      key: { name: definition.metadata.name! },
      subresource: 'status',
      write: apiServerWriter,
      change: current => ({
        ...current,
        status: {
          ...(current.status as object),
          acceptedNames: definitionSpec(definition).names,
          conditions: [
            {
              type: 'NamesAccepted',
              status: 'True',
              lastTransitionTime,
              reason: 'NoConflicts',
              message: 'no conflicts found',
            },
            {
              type: 'Established',
              status: 'True',
              lastTransitionTime,
              reason: 'InitialNamesAccepted',
              message: 'the initial names have been accepted',
            },
          ],
        },
      }),
    }),
  );
}

function cleanUp(context: ResourceContext, definition: KubeObject): void {
  const { name, finalizers = [] } = definition.metadata;
  if (!finalizers.includes(cleanupFinalizer)) return;
  const { group } = definitionSpec(definition);
  const type = context.served
    .all()
    .find(one => one.storage.id === name && one.group === group);
  if (type) {
    for (const { metadata } of context.store.list(name!)) {
      if (!metadata.deletionTimestamp) {
        deleteObject(context, {
          type,
          key: { namespace: metadata.namespace, name: metadata.name! },
          preferences: {},
          write: apiServerWriter,
        });
      }
    }
  }
  const isGone = !context.store.get(storage, { name: name! });
  if (isGone || context.store.list(name!).length > 0) return;
  runUnreviewed(
    updateObject(context, {
      type: definitionType(context),
      key: { name: name! },
      write: apiServerWriter,
      change: current => ({
        ...current,
        metadata: {
          ...current.metadata,
          finalizers: current.metadata.finalizers?.filter(
            finalizer => finalizer !== cleanupFinalizer,
          ),
        },
      }),
    }),
  );
}

function definitionType({ served }: ResourceContext) {
  return served.find(
    'apiextensions.k8s.io',
    'v1',
    'customresourcedefinitions',
  )!;
}
