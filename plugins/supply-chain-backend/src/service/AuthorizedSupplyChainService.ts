import type { PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  supplyChainVerdictReadPermission,
  AnswerHistory,
  ComponentVerdict,
  DigestDetail,
  FindingPage,
  FleetCounts,
  FleetFilter,
  FleetGroupPage,
  FleetPage,
  SourceFreshness,
  TransitionPage,
} from '@portolan/plugin-supply-chain-common';
import {
  type Caller,
  type FreshnessReader,
  type ReadableEntities,
} from '@portolan/plugin-workloads-node';
import type { AnswerHistoryStore } from '../database/AnswerHistoryStore';
import type { DigestStore } from '../database/DigestStore';
import type { FindingStore } from '../database/FindingStore';
import type { FleetCountStore } from '../database/FleetCountStore';
import type { FleetGroupStore } from '../database/FleetGroupStore';
import type { FleetStore } from '../database/FleetStore';
import type { TransitionStore } from '../database/TransitionStore';
import type { VerdictStore } from '../database/VerdictStore';
import type { SupplyChainService } from './SupplyChainService';

type Query<K extends keyof SupplyChainService, N extends number> = Parameters<
  SupplyChainService[K]
>[N];

type SupplyChainServiceOptions = {
  permissions: Pick<PermissionsService, 'authorize'>;
  readable: ReadableEntities;
  verdicts: VerdictStore;
  digests: DigestStore;
  fleet: FleetStore;
  groups: FleetGroupStore;
  counts: FleetCountStore;
  history: AnswerHistoryStore;
  findings: FindingStore;
  transitions: TransitionStore;
  freshness: FreshnessReader;
  /** Names of environments, in their order. */
  environments: readonly string[];
  now: () => Date;
};

/** Answers from the tables, after the policy and the catalog said that the caller may know. */
export class AuthorizedSupplyChainService implements SupplyChainService {
  readonly #options: SupplyChainServiceOptions;

  constructor(options: SupplyChainServiceOptions) {
    this.#options = options;
  }

  async getComponentVerdict(
    entityRef: string,
    caller: Caller,
  ): Promise<ComponentVerdict> {
    await this.#authorizeEntity(entityRef, caller);
    const { verdicts, freshness, environments, readable } = this.#options;
    const disputed = await verdicts.listDisputed(entityRef);
    const claimants = await readable.filter(
      [...new Set(disputed.flatMap(({ claimedBy }) => claimedBy))],
      caller,
    );
    return {
      entityRef,
      environments: await verdicts.listEnvironments(entityRef, environments),
      disputed: disputed.map(one => ({
        ...one,
        claimedBy: one.claimedBy.filter(ref => claimants.includes(ref)),
      })),
      sources: await freshness.list(),
    };
  }

  async getDigest(digest: string, caller: Caller): Promise<DigestDetail> {
    const owners = await this.#authorizeDigest(digest, caller);
    const detail = await this.#options.digests.getDigest(digest, owners);
    if (!detail) throw noSuchDigest(digest);
    return detail;
  }

  async listFindings(
    digest: string,
    query: Query<'listFindings', 1>,
    caller: Caller,
  ): Promise<FindingPage> {
    await this.#authorizeDigest(digest, caller);
    return this.#options.findings.list(digest, query);
  }

  async listFleet(
    query: Query<'listFleet', 0>,
    caller: Caller,
  ): Promise<FleetPage> {
    await this.#authorize(caller);
    const { readable, fleet, freshness } = this.#options;
    const visibility = await readable.visibilityFor(caller);
    return {
      ...(await fleet.list(query, visibility)),
      sources: await freshness.list(),
    };
  }

  async listGroups(
    query: Query<'listGroups', 0>,
    caller: Caller,
  ): Promise<FleetGroupPage> {
    await this.#authorize(caller);
    const { readable, groups, freshness } = this.#options;
    const visibility = await readable.visibilityFor(caller);
    return {
      ...(await groups.list(query, visibility)),
      sources: await freshness.list(),
    };
  }

  async listHistory(days: number, caller: Caller): Promise<AnswerHistory> {
    await this.#authorize(caller);
    const { readable, history, now } = this.#options;
    const visibility = await readable.visibilityFor(caller);
    return { items: await history.list({ days, now: now() }, visibility) };
  }

  async countFleet(filter: FleetFilter, caller: Caller): Promise<FleetCounts> {
    await this.#authorize(caller);
    const { readable, counts } = this.#options;
    return counts.count(filter, await readable.visibilityFor(caller));
  }

  async listTransitions(
    of: { entityRef: string } | { digest: string },
    query: Query<'listTransitions', 1>,
    caller: Caller,
  ): Promise<TransitionPage> {
    const { transitions } = this.#options;
    if ('entityRef' in of) {
      await this.#authorizeEntity(of.entityRef, caller);
      return transitions.list(of, query);
    }
    const owners = await this.#authorizeDigest(of.digest, caller);
    const entityRefs = owners.flatMap(ref => ref ?? []);
    return transitions.list({ digest: of.digest, entityRefs }, query);
  }

  async listSources(caller: Caller): Promise<SourceFreshness[]> {
    await this.#authorize(caller);
    return this.#options.freshness.list();
  }

  async #authorize({ credentials }: Caller): Promise<void> {
    const [{ result }] = await this.#options.permissions.authorize(
      [{ permission: supplyChainVerdictReadPermission }],
      { credentials },
    );
    if (result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        'You may not read what is known of images (supply-chain.verdict.read)',
      );
    }
  }

  async #authorizeEntity(entityRef: string, caller: Caller): Promise<void> {
    await this.#authorize(caller);
    const readable = await this.#options.readable.filter([entityRef], caller);
    if (readable.length === 0) {
      throw new NotFoundError(`There is no entity ${entityRef}`);
    }
  }

  /** @returns whose answers about the digest the caller may see; undefined among them for what is nobody's */
  async #authorizeDigest(
    digest: string,
    caller: Caller,
  ): Promise<(string | undefined)[]> {
    await this.#authorize(caller);
    const owners = await this.#options.digests.listOwners(digest);
    const refs = owners.flatMap(ref => ref ?? []);
    const readable: (string | undefined)[] =
      await this.#options.readable.filter(refs, caller);
    if (owners.includes(undefined)) readable.push(undefined);
    if (readable.length === 0) throw noSuchDigest(digest);
    return readable;
  }
}

function noSuchDigest(digest: string): NotFoundError {
  return new NotFoundError(`Nothing runs ${digest}`);
}
