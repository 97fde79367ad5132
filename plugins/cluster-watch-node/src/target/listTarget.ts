import type { Limit } from 'p-limit';
import { discoverVersion } from '../client/discoverVersion';
import { Outcome } from './decideNext';
import { ListInProgress, ListOptions } from './ListInProgress';

export interface ListTargetOptions extends Omit<ListOptions, 'version'> {
  /** Pages of the cluster that may be in memory at once. */
  pages: Limit;
}

/**
 * Reads everything there is, page by page, and brings the rows to it.
 *
 * A kind that the cluster does not have has no objects: its rows go.
 *
 * @throws ClusterFailure, SinkError, FencedOutError: what was written until then is right
 */
export async function listTarget(options: ListTargetOptions): Promise<Outcome> {
  const { http, sink, report, target, signal } = options;
  const { kind } = target.projection;
  const version = await discoverVersion(http, kind, { signal });
  if (version === undefined) {
    await sink.sweep(() => true);
    await report.missing();
    return { outcome: 'not-installed' };
  }
  const list = new ListInProgress({ ...options, version });
  while (list.hasMore) {
    await options.pages(() => list.readPage());
    if (list.isUnordered) return { outcome: 'unordered' };
  }
  await list.finish();
  const position = { version, resourceVersion: list.resourceVersion };
  await report.listed(position);
  return { outcome: 'listed', position };
}
