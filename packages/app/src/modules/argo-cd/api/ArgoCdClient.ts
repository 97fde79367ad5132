import { Config } from '@backstage/config';
import { ResponseError } from '@backstage/errors';
import { FetchApi } from '@backstage/frontend-plugin-api';
import {
  applicationListSchema,
  applicationSchema,
  toApplication,
} from './applicationSchema';
import { Application, ApplicationQuery, ArgoCdApi } from './ArgoCdApi';

/** Asks the Argo CD backend plugin, one instance at a time. */
export class ArgoCdClient implements ArgoCdApi {
  readonly #fetchApi: FetchApi;
  /** Name of an instance to the address that people open. */
  readonly #urls: ReadonlyMap<string, string>;

  constructor(options: { config: Config; fetchApi: FetchApi }) {
    this.#fetchApi = options.fetchApi;
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
    const response = await this.#fetchApi.fetch(
      `plugin://argocd/argoInstance/${encodeURIComponent(
        instance,
      )}/applications/${path}`,
      { signal: options?.signal },
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
