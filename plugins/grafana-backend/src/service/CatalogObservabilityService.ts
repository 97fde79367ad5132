import { Entity } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  EnvironmentSignalsAnswer,
  LogTailAnswer,
  SourceError,
} from '@portolan/plugin-grafana-common';
import { GrafanaConfig } from '../config';
import {
  environmentsAnnotation,
  resolveEnvironments,
  ResolvedEnvironment,
} from '../environments/resolveEnvironments';
import { InstanceReader } from './InstanceReader';
import {
  Caller,
  ObservabilityService,
  SignalsQuery,
  TailQuery,
} from './ObservabilityService';
import { readSignals } from './readSignals';
import { readTail } from './readTail';
import { mergeErrors } from './toSourceError';

/** Finds the entity in the catalog as its caller sees it, and reads Grafana for where it runs. */
export class CatalogObservabilityService implements ObservabilityService {
  readonly #catalog: CatalogService;
  readonly #config: GrafanaConfig;
  readonly #readers: ReadonlyMap<string, InstanceReader>;
  readonly #now: () => Date;

  constructor(options: {
    catalog: CatalogService;
    config: GrafanaConfig;
    readers: InstanceReader[];
    now: () => Date;
  }) {
    this.#catalog = options.catalog;
    this.#config = options.config;
    this.#readers = new Map(
      options.readers.map(reader => [reader.instance.name, reader]),
    );
    this.#now = options.now;
  }

  async listSignals(
    query: SignalsQuery,
    { credentials }: { credentials: Caller },
  ): Promise<EnvironmentSignalsAnswer> {
    const entity = await this.#getEntity(query.entityRef, credentials);
    const { environments, refusals } = resolveEnvironments(
      entity,
      this.#config,
    );
    const answers = await Promise.all(
      environments.map(environment =>
        readSignals(this.#readerOf(environment), environment, {
          config: this.#config,
          component: entity.metadata.name,
          at: query.at,
          now: this.#now(),
        }),
      ),
    );
    return {
      items: answers.map(({ item }) => item),
      errors: mergeErrors([
        ...refusals.map(refusal => this.#toRefusal(refusal)),
        ...answers.flatMap(({ errors }) => errors),
      ]),
    };
  }

  async readTail(
    query: TailQuery,
    { credentials }: { credentials: Caller },
  ): Promise<LogTailAnswer> {
    const entity = await this.#getEntity(query.entityRef, credentials);
    const { environments } = resolveEnvironments(entity, this.#config);
    const environment = environments.find(
      ({ name }) => name === query.environment,
    );
    if (!environment) {
      throw new NotFoundError(
        `${query.entityRef} has no environment '${query.environment}'`,
      );
    }
    return readTail(this.#readerOf(environment), environment, {
      config: this.#config,
      pod: query.pod,
      limit: query.limit,
      now: this.#now(),
    });
  }

  async #getEntity(entityRef: string, credentials: Caller): Promise<Entity> {
    const entity = await this.#catalog.getEntityByRef(entityRef, {
      credentials,
    });
    if (!entity) throw new NotFoundError(`There is no entity ${entityRef}`);
    return entity;
  }

  #readerOf({ instance }: ResolvedEnvironment): InstanceReader {
    // Configuration was read only when every environment names an instance.
    return this.#readers.get(instance)!;
  }

  #toRefusal(refusal: string): SourceError {
    return {
      source: `Annotation ${environmentsAnnotation}`,
      code: 'not-configured',
      message: refusal,
      at: this.#now().toISOString(),
    };
  }
}
