import type { PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  guardrailsResultReadPermission,
  type SourceFreshness,
} from '@portolan/plugin-guardrails-common';
import type {
  Caller,
  FreshnessReader,
  ReadableEntities,
} from '@portolan/plugin-workloads-node';
import type { ClusterFactsReader } from '../database/ClusterFacts';
import type { PolicyStore } from '../database/PolicyStore';
import type { ResultStore } from '../database/ResultStore';
import { matchesGlob } from '../policy';
import type { ComponentReader } from './ComponentReader';
import type { GuardrailsService } from './GuardrailsService';
import type { MatrixReader } from './MatrixReader';
import { namedSources } from './namedSources';
import { toExceptionItem, toPolicyItem } from './toItems';
import { toPolicyResult } from './toPolicyResult';

type Options = {
  permissions: PermissionsService;
  readable: ReadableEntities;
  components: ComponentReader;
  matrix: MatrixReader;
  results: ResultStore;
  policies: PolicyStore;
  facts: ClusterFactsReader;
  freshness: Pick<FreshnessReader, 'list'>;
  staleAfterMs: number;
  now: () => Date;
};

/** Answers from the tables, to each caller what that caller may read. */
export class AuthorizedGuardrailsService implements GuardrailsService {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  async getComponent(entityRef: string, caller: Caller) {
    await this.#authorize(caller);
    await this.#authorizeEntity(entityRef, caller);
    return this.#options.components.get(entityRef);
  }

  async listResults(
    query: Parameters<GuardrailsService['listResults']>[0],
    caller: Caller,
  ) {
    await this.#authorize(caller);
    const { entityRef } = query.filter;
    if (entityRef) await this.#authorizeEntity(entityRef, caller);
    const { results, readable, freshness, now } = this.#options;
    const visibility = entityRef
      ? ({ kind: 'all' } as const)
      : await readable.visibilityFor(caller);
    const facts = await this.#options.facts.list();
    const page = await results.list(query, visibility);
    return {
      ...page,
      items: page.items.map(row =>
        toPolicyResult(row, {
          ...this.#options,
          facts: facts.find(({ cluster }) => cluster === row.cluster),
          now: now(),
        }),
      ),
      sources: namedSources(await freshness.list()),
    };
  }

  async listMatrix(
    query: Parameters<GuardrailsService['listMatrix']>[0],
    caller: Caller,
  ) {
    await this.#authorize(caller);
    return this.#options.matrix.list(query);
  }

  async getNamespace(
    of: { cluster: string; namespace: string },
    caller: Caller,
  ) {
    await this.#authorize(caller);
    const found = await this.#options.matrix.find(of);
    if (!found) {
      throw new NotFoundError(
        `There is no namespace ${of.namespace} in ${of.cluster}`,
      );
    }
    const { row, mesh, facts, controls, sources } = found;
    const now = this.#options.now();
    return {
      ...row,
      labels: { ...facts.namespaces.get(of.namespace)?.labels },
      controls,
      mesh,
      exceptions: facts.exceptions
        .filter(
          ({ namespaces }) =>
            !namespaces ||
            namespaces.some(pattern => matchesGlob(pattern, of.namespace)),
        )
        .map(one => toExceptionItem(one, { facts, now })),
      sources: namedSources(sources).filter(
        one => one.cluster === undefined || one.cluster === of.cluster,
      ),
    };
  }

  async listPolicies(caller: Caller) {
    await this.#authorize(caller);
    const all = await this.#options.facts.list();
    return {
      items: all.flatMap(facts =>
        facts.policies.map(policy => toPolicyItem(policy, facts)),
      ),
      sources: namedSources(await this.#options.freshness.list()),
    };
  }

  async getPolicy(
    of: { cluster: string; kind: string; name: string; namespace?: string },
    caller: Caller,
  ) {
    await this.#authorize(caller);
    const facts = await this.#options.facts.of(of.cluster);
    const policy = facts?.policies.find(
      ({ policy: { kind, name, namespace } }) =>
        kind === of.kind && name === of.name && namespace === of.namespace,
    );
    const text = await this.#options.policies.textOf(of);
    if (!facts || !policy || text === undefined) {
      throw new NotFoundError(
        `There is no ${of.kind} ${of.name} in ${of.cluster}`,
      );
    }
    return { ...toPolicyItem(policy, facts), text };
  }

  async listExceptions(caller: Caller) {
    await this.#authorize(caller);
    const all = await this.#options.facts.list();
    const now = this.#options.now();
    return {
      items: all.flatMap(facts =>
        facts.exceptions.map(one => toExceptionItem(one, { facts, now })),
      ),
      sources: namedSources(await this.#options.freshness.list()),
    };
  }

  async listSources(caller: Caller): Promise<SourceFreshness[]> {
    await this.#authorize(caller);
    return this.#options.freshness.list();
  }

  async #authorize({ credentials }: Caller): Promise<void> {
    const [{ result }] = await this.#options.permissions.authorize(
      [{ permission: guardrailsResultReadPermission }],
      { credentials },
    );
    if (result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        'You may not read what policies found (guardrails.result.read)',
      );
    }
  }

  async #authorizeEntity(entityRef: string, caller: Caller): Promise<void> {
    const readable = await this.#options.readable.filter([entityRef], caller);
    if (readable.length === 0) {
      throw new NotFoundError(`There is no entity ${entityRef}`);
    }
  }
}
