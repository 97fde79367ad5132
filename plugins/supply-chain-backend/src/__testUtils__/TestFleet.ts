import { mockServices } from '@backstage/backend-test-utils';
import type {
  KubernetesObject,
  Projection,
} from '@portolan/plugin-cluster-watch-node';
import type { ImageEvidence } from '@portolan/image-trust';
import { Knex } from 'knex';
import { readWorkloadPattern } from '@portolan/plugin-workloads-node';
import type { CommitFacts } from '../clients/git-host/GitHostClient';
import { CommitQueue } from '../database/CommitQueue';
import { ComponentStore } from '../database/ComponentStore';
import { createProjections } from '../database/createProjections';
import { ImageQueue } from '../database/ImageQueue';
import { migrate } from '../database/migrate';
import { FleetStore } from '../database/FleetStore';
import { VerdictStore } from '../database/VerdictStore';
import { ImageJudge } from '../service/ImageJudge';
import { AskCommitsTask } from '../tasks/AskCommitsTask';
import type { SourcedComponent } from '../tasks/toComponent';
import { VerifyImagesTask } from '../tasks/VerifyImagesTask';
import { evidenceOf, policyOf } from './evidenceOf';

export const shop: SourcedComponent = {
  entityRef: 'component:default/shop',
  kubernetesId: 'shop',
  owner: 'group:default/booking',
  system: 'system:default/freight',
  repository: 'https://github.com/acme/shop',
};

/** Everything but HTTP, clusters and remote systems: those answer what a test says. */
export class TestFleet {
  now = new Date('2026-11-02T01:00:00Z');
  policy: ReturnType<typeof policyOf> | undefined = policyOf();
  inspect: (reference: string) => Promise<ImageEvidence> = async reference =>
    evidenceOf(reference);
  getCommit: () => Promise<CommitFacts> = async () => ({
    branch: 'main',
    isProtected: true,
    isOnBranch: true,
    title: 'Ship it',
    url: 'https://github.com/acme/shop/commit/a',
  });
  readonly inspected: string[] = [];
  readonly database: Knex;
  readonly rules = {
    environments: [
      {
        name: 'dev',
        pattern: readWorkloadPattern(
          { cluster: 'nonprod', namespace: '*-dev' },
          'environments[0]',
        ),
      },
    ],
    fallback: [
      readWorkloadPattern(
        { namespace: '{name}-dev', workload: '{name}' },
        'fallback[0]',
      ),
    ],
  };
  readonly #projections: Projection[];

  private constructor(database: Knex) {
    this.database = database;
    this.#projections = createProjections({
      rules: this.rules,
      now: () => this.now,
    });
  }

  static async create(database: Knex): Promise<TestFleet> {
    await migrate(database);
    return new TestFleet(database);
  }

  /** As the watch tells a change. */
  async tell(
    kind: string,
    change: { upserts?: object[]; deletes?: object[]; cluster?: string },
  ): Promise<void> {
    const projection = this.#projections.find(one => one.kind.id === kind)!;
    const { cluster = 'nonprod', upserts = [], deletes = [] } = change;
    const identityOf = ({ metadata }: KubernetesObject) => ({
      namespace: metadata.namespace,
      name: metadata.name,
      uid: metadata.uid,
    });
    const projected = upserts.map(object => ({
      ...identityOf(object as KubernetesObject),
      row: projection.project(object as KubernetesObject, { cluster }),
    }));
    await this.database.transaction(tx =>
      projection.apply(tx, {
        cluster,
        deletes: deletes.map(object => identityOf(object as KubernetesObject)),
        upserts: projected.flatMap(({ row, ...rest }) =>
          row ? [{ ...rest, row }] : [],
        ),
      }),
    );
  }

  async components(...components: SourcedComponent[]): Promise<number> {
    const { database, rules } = this;
    return new ComponentStore({ database, rules }).replace(
      components,
      this.now,
    );
  }

  /** Everything that goes on in the background, once. */
  async settle(): Promise<void> {
    const now = () => this.now;
    const logger = mockServices.logger.mock();
    if (this.policy) {
      await new VerifyImagesTask({
        queue: new ImageQueue(this.database),
        inspector: {
          inspect: async reference => {
            this.inspected.push(reference);
            return this.inspect(reference);
          },
        },
        source: {
          trust: { domains: [], unreadable: [] },
          trustFingerprint: 'one',
        },
        concurrency: 4,
        everyMs: 3_600_000,
        logger,
        now,
      }).run();
    }
    await this.judge();
    await new AskCommitsTask({
      queue: new CommitQueue(this.database),
      client: { getCommit: async () => this.getCommit() },
      everyMs: 86_400_000,
      acceptUnprotected: false,
      logger,
      now,
    }).run();
    await this.judge();
  }

  async judge(): Promise<number> {
    return new ImageJudge({
      database: this.database,
      policy: () => this.policy,
      staleAfterMs: 86_400_000,
      thresholds: {
        maxAgeMs: 48 * 3_600_000,
        max: { critical: 0 },
        ignoreUnfixed: false,
      },
    }).judgeDue({ limit: 100, now: this.now });
  }

  pass(ms: number): void {
    this.now = new Date(this.now.getTime() + ms);
  }

  get verdicts(): VerdictStore {
    return new VerdictStore({
      database: this.database,
      now: () => this.now,
    });
  }

  get fleet(): FleetStore {
    return new FleetStore(this.database);
  }

  /** `question=answer CODE` of the first container of the shop. */
  async answers(entityRef = shop.entityRef): Promise<string[]> {
    const [environment] = await this.verdicts.listEnvironments(entityRef, []);
    return environment.containers[0].verdict.checks.map(
      ({ question, answer, code }) => `${question}=${answer} ${code}`,
    );
  }

  /** `question: from → to`, the oldest first. */
  async transitions(): Promise<string[]> {
    const rows = await this.database('transitions').orderBy('id');
    return rows.map(
      ({ question, from, to }) =>
        `${question}: ${from?.slice(0, 14) ?? '-'} → ${to?.slice(0, 14)}`,
    );
  }
}
