import type { Limit } from 'p-limit';
import { ClusterFailure } from '../client/ClusterFailure';
import { ClusterHttp } from '../client/ClusterHttp';
import { discoverVersion } from '../client/discoverVersion';
import { ListPage, listPage } from '../client/listPage';
import { objectKey } from '../projection/objectKey';
import { TargetSink } from '../sink/TargetSink';
import {
  decidePageSize,
  decideSmallerPage,
  FIRST_LIMIT,
} from './decidePageSize';
import { Outcome } from './decideNext';
import { pageRange } from './pageRange';
import { Target } from './Target';
import { TargetReport } from './TargetReport';

export interface ListTargetOptions {
  http: ClusterHttp;
  sink: TargetSink;
  report: TargetReport;
  target: Target;
  /** Pages of the cluster that may be in memory at once. */
  pages: Limit;
  /** False: pages in any order; the keys of all objects are then in memory until the end. */
  ordered: boolean;
  signal: AbortSignal;
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
    return { outcome: 'not-installed' };
  }
  const list = new ListInProgress(options, version);
  while (list.hasMore) {
    await options.pages(() => list.readPage());
    if (list.isUnordered) return { outcome: 'unordered' };
  }
  await list.finish();
  const position = { version, resourceVersion: list.resourceVersion };
  await report.listed(position);
  return { outcome: 'listed', position };
}

/** One list between its first and its last page. */
class ListInProgress {
  hasMore = true;
  isUnordered = false;
  readonly #options: ListTargetOptions;
  readonly #version: string;
  readonly #seen: Set<string> | undefined;
  #resourceVersion: string | undefined;
  #continueToken: string | undefined;
  #after: string | undefined;
  #limit = FIRST_LIMIT;

  constructor(options: ListTargetOptions, version: string) {
    this.#options = options;
    this.#version = version;
    this.#seen = options.ordered ? undefined : new Set();
  }

  /**
   * Where the watch begins: at the first page. After a token that expired later pages are
   * younger, and the watch tells once more what happened in between.
   */
  get resourceVersion(): string {
    return this.#resourceVersion ?? '';
  }

  async readPage(): Promise<void> {
    const page = await this.#fetch();
    if (!page) return;
    await this.#options.report.state('listing');
    this.#resourceVersion ??= page.resourceVersion;
    if (page.continueToken && page.continueToken === this.#continueToken) {
      throw new ClusterFailure(
        'failing',
        'continues a list with the same token for ever',
      );
    }
    await this.#write(page);
    this.#continueToken = page.continueToken;
    this.hasMore = page.continueToken !== undefined;
    this.#limit = decidePageSize({
      limit: this.#limit,
      objects: page.objects.length,
      size: page.size,
    });
  }

  async finish(): Promise<void> {
    const seen = this.#seen;
    if (seen) await this.#options.sink.sweep(key => !seen.has(key));
  }

  /** The next page, or undefined when it has to be asked for in another way. */
  async #fetch(): Promise<ListPage | undefined> {
    const { http, target, signal } = this.#options;
    try {
      return await listPage(http, target.projection.kind, {
        version: this.#version,
        namespace: target.namespace,
        limit: this.#limit,
        continueToken: this.#continueToken,
        signal,
      });
    } catch (error) {
      if (!(error instanceof ClusterFailure) || !this.#adapt(error))
        throw error;
      return undefined;
    }
  }

  #adapt(failure: ClusterFailure): boolean {
    if (failure.code === 'expired' && failure.continueToken) {
      this.#continueToken = failure.continueToken;
      return true;
    }
    const smaller =
      failure.code === 'too-large' ? decideSmallerPage(this.#limit) : undefined;
    if (smaller !== undefined) this.#limit = smaller;
    return smaller !== undefined;
  }

  async #write(page: ListPage): Promise<void> {
    const { sink } = this.#options;
    const keys = page.objects.map(object => objectKey(object.metadata));
    if (this.#seen) {
      const seen = this.#seen;
      keys.forEach(key => seen.add(key));
      await sink.putObjects(page.objects);
      return;
    }
    const part = pageRange(keys, {
      after: this.#after,
      isLast: page.continueToken === undefined,
    });
    if (part.order === 'unordered') {
      this.isUnordered = true;
      return;
    }
    await sink.replaceRange(part.range, page.objects);
    this.#after = part.range.to;
  }
}
