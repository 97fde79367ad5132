import { ServedResource } from '../discovery/ServedResource';
import { KubeObject } from '../schema/types';
import { ObjectPredicate } from '../selectors/fieldSelector';
import {
  badRequest,
  expired,
  tooLargeResourceVersion,
} from '../status/failures';
import { Collection } from '../storage/Collection';
import {
  ContinueToken,
  formatContinueToken,
  parseContinueToken,
} from '../storage/continueToken';
import { ResourceContext } from './ResourceContext';
import { toServedVersion } from './convertVersion';

export interface ListOptions {
  type: ServedResource;
  namespace?: string;
  /** Absent: all. */
  selects?: ObjectPredicate;
  limit?: number;
  continueToken?: string;
  resourceVersion?: number;
  resourceVersionMatch?: 'Exact' | 'NotOlderThan';
}

export interface ListResult {
  items: KubeObject[];
  resourceVersion: number;
  continueToken?: string;
  /** How many follow; unknown when objects are selected. */
  remaining?: number;
}

const inconsistent = -1;

/** What a list at one resourceVersion is made of. */
interface Moment {
  entries: Array<[key: string, object: KubeObject]>;
  resourceVersion: number;
}

/** GET of a collection, or one page of it. */
export function listObjects(
  context: ResourceContext,
  options: ListOptions,
): ListResult {
  const { type, limit, selects } = options;
  const { entries, resourceVersion } = options.continueToken
    ? nextPage(context, options, options.continueToken)
    : firstPage(context, options);
  const selected = selects
    ? entries.filter(([, object]) => selects(object))
    : entries;
  const page = limit && limit > 0 ? selected.slice(0, limit) : selected;
  const isLast = page.length === selected.length;
  return {
    items: page.map(([, object]) => toServedVersion(type, object)),
    resourceVersion,
    ...(!isLast && {
      continueToken: formatContinueToken({
        resourceVersion,
        after: page[page.length - 1][0],
      }),
    }),
    ...(!isLast && !selects && { remaining: selected.length - page.length }),
  };
}

function firstPage(context: ResourceContext, options: ListOptions): Moment {
  const { store } = context;
  const { type, namespace, resourceVersion = 0 } = options;
  const collection = store.collection(type.storage.id);
  if (resourceVersion > store.resourceVersion) {
    throw tooLargeResourceVersion(resourceVersion, store.resourceVersion);
  }
  const exact =
    options.resourceVersionMatch === 'Exact' ||
    (!options.resourceVersionMatch && options.limit && resourceVersion > 0);
  if (!exact) {
    return {
      entries: collection.list(namespace),
      resourceVersion: store.resourceVersion,
    };
  }
  if (resourceVersion < collection.history.floor) {
    throw expired('The resourceVersion for the provided list is too old.');
  }
  return {
    entries: collection.listAt(resourceVersion, namespace),
    resourceVersion,
  };
}

function nextPage(
  { store }: ResourceContext,
  { type, namespace }: ListOptions,
  text: string,
): Moment {
  const token = readToken(text);
  const collection = store.collection(type.storage.id);
  const { entries, resourceVersion } =
    token.resourceVersion === inconsistent
      ? {
          entries: collection.list(namespace),
          resourceVersion: store.resourceVersion,
        }
      : consistentPage(collection, token, namespace);
  return {
    entries: entries.filter(([key]) => key > token.after),
    resourceVersion,
  };
}

function consistentPage(
  collection: Collection,
  token: ContinueToken,
  namespace: string | undefined,
): Moment {
  if (token.resourceVersion < collection.history.floor) {
    throw expired(
      'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
      formatContinueToken({ ...token, resourceVersion: inconsistent }),
    );
  }
  return {
    entries: collection.listAt(token.resourceVersion, namespace),
    resourceVersion: token.resourceVersion,
  };
}

function readToken(text: string): ContinueToken {
  try {
    return parseContinueToken(text);
  } catch (error) {
    throw badRequest(`invalid continue token: ${(error as Error).message}`);
  }
}
