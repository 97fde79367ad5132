import { KubernetesObject } from '../projection/KubernetesObject';
import { WatchedKind } from '../projection/WatchedKind';
import { ClusterHttp } from './ClusterHttp';
import { parseAnswer } from './parseAnswer';
import { collectionPath, selectorsOf } from './resourcePath';
import { listSchema } from './schema';

/** A part of a list. */
export interface ListPage {
  objects: KubernetesObject[];
  /** Of the moment that the list shows. */
  resourceVersion: string;
  /** Undefined on the last page. */
  continueToken?: string;
  /** Size of the answer in characters of JSON. */
  size: number;
}

/** @throws ClusterFailure */
export async function listPage(
  http: ClusterHttp,
  kind: WatchedKind,
  options: {
    version: string;
    namespace?: string;
    limit: number;
    continueToken?: string;
    signal: AbortSignal;
  },
): Promise<ListPage> {
  const text = await http.getText(collectionPath(kind, options), {
    query: {
      limit: options.limit,
      continue: options.continueToken,
      ...selectorsOf(kind),
    },
    signal: options.signal,
  });
  const list = parseAnswer(listSchema, text, `list of ${kind.plural}`);
  // Lists of built-in kinds leave both out of their items.
  const implied = {
    apiVersion: list.apiVersion,
    kind: list.kind.slice(0, -'List'.length),
  };
  return {
    objects: (list.items ?? []).map(item => ({ ...implied, ...item })),
    resourceVersion: list.metadata.resourceVersion,
    continueToken: list.metadata.continue || undefined,
    size: text.length,
  };
}
