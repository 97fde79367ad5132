import { Config } from '@backstage/config';
import { ResponseError } from '@backstage/errors';
import { FetchApi } from '@backstage/frontend-plugin-api';
import {
  applicationListSchema,
  applicationSchema,
  toApplication,
} from './applicationSchema';
import { Application, ApplicationQuery, ArgoCdApi } from './ArgoCdApi';

/** The backend plugin waits for Argo CD for ever; a page must not. */
const longestMs = 20_000;

/** Asks the Argo CD backend plugin, one instance at a time. */
export class ArgoCdClient implements ArgoCdApi {
  readonly #fetchApi: FetchApi;
  /** Name of an instance to the address that people open. */
  readonly #urls: ReadonlyMap<string, string>;
  readonly #timeoutMs: number;

  constructor(options: {
    config: Config;
    fetchApi: FetchApi;
    timeoutMs?: number;
  }) {
    this.#fetchApi = options.fetchApi;
    this.#timeoutMs = options.timeoutMs ?? longestMs;
    this.#urls = readInstanceUrls(options.config);
  }

  get instances(): readonly string[] {
    return [...this.#urls.keys()];
  }

  async listApplications(
    instance: string,
    query: ApplicationQuery,
    options?: { signal?: AbortSignal },
  ): Promise<Application[]> {
    // Not the backend's `find` routes: they say "none" when Argo CD is down.
    const path =
      'name' in query
        ? `name/${encodeURIComponent(query.name)}`
        : `selector/${encodeURIComponent(query.selector)}`;
    const response = await this.#fetch(
      `plugin://argocd/argoInstance/${encodeURIComponent(
        instance,
      )}/applications/${path}`,
      options?.signal,
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    const body = await response.json();
    const found =
      'name' in query
        ? [applicationSchema.parse(body)]
        : applicationListSchema.parse(body).items ?? [];
    const instanceUrl = this.#urls.get(instance);
    return found.map(wire => toApplication(wire, { instanceUrl }));
  }

  async #fetch(url: string, signal: AbortSignal | undefined) {
    const controller = new AbortController();
    const stop = () => controller.abort();
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop);
    const seconds = Math.ceil(this.#timeoutMs / 1000);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`no answer within ${seconds} s`));
        stop();
      }, this.#timeoutMs);
    });
    try {
      return await Promise.race([
        this.#fetchApi.fetch(url, { signal: controller.signal }),
        late,
      ]);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    }
  }
}

function readInstanceUrls(config: Config): Map<string, string> {
  const methods =
    config.getOptionalConfigArray('argocd.appLocatorMethods') ?? [];
  return new Map(
    methods
      .flatMap(method => method.getOptionalConfigArray('instances') ?? [])
      .map(instance => [
        instance.getString('name'),
        (
          instance.getOptionalString('frontendUrl') ?? instance.getString('url')
        ).replace(/\/$/, ''),
      ]),
  );
}
