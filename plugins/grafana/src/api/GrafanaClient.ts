import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import {
  EnvironmentSignalsAnswer,
  LogTailAnswer,
} from '@portolan/plugin-grafana-common';
import { GrafanaApi } from './GrafanaApi';

/** Asks the portal's backend; the same question at the same time is sent once. */
export class GrafanaClient implements GrafanaApi {
  readonly #fetchApi: { fetch: typeof fetch };
  readonly #asking = new Map<string, Promise<unknown>>();

  constructor(options: { fetchApi: { fetch: typeof fetch } }) {
    this.#fetchApi = options.fetchApi;
  }

  listSignals(
    entityRef: string,
    options: { at?: string } = {},
  ): Promise<EnvironmentSignalsAnswer> {
    return this.#get([...pathOf(entityRef), 'environments'], {
      at: options.at,
    });
  }

  readTail(
    entityRef: string,
    query: { environment: string; pod?: string },
  ): Promise<LogTailAnswer> {
    return this.#get(
      [...pathOf(entityRef), 'environments', query.environment, 'logs'],
      { pod: query.pod },
    );
  }

  #get<T>(
    path: string[],
    query: Record<string, string | undefined>,
  ): Promise<T> {
    const given = Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    );
    const search = new URLSearchParams(given).toString();
    const url = `plugin://grafana/v1/${path.map(encodeURIComponent).join('/')}${
      search && `?${search}`
    }`;
    const known = this.#asking.get(url);
    if (known) return known as Promise<T>;
    const asking = this.#fetch<T>(url).finally(() => this.#asking.delete(url));
    this.#asking.set(url, asking);
    return asking;
  }

  async #fetch<T>(url: string): Promise<T> {
    const response = await this.#fetchApi.fetch(url);
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response.json();
  }
}

function pathOf(entityRef: string): string[] {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return ['entities', kind, namespace, name];
}
