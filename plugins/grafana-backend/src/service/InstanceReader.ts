import { Answer, AnswerCache } from '../cache/AnswerCache';
import { GrafanaClient } from '../clients/grafana/GrafanaClient';
import {
  DataSource,
  FoundAlert,
  FoundDashboard,
  FoundStreams,
} from '../clients/grafana/schema';
import { SourceFailure } from '../clients/grafana/SourceFailure';
import { GrafanaInstance } from '../config';

const second = 1000;
const minute = 60 * second;

/** What one source of alerts said, or why it said nothing. */
export type AlertPart = { answer: Answer<FoundAlert[]> } | { failure: unknown };

/** Reads one Grafana for all pages: each answer is asked for once and shared for a while. */
export class InstanceReader {
  readonly instance: GrafanaInstance;
  readonly #client: GrafanaClient;
  readonly #now: () => Date;
  readonly #versions: AnswerCache<string>;
  readonly #dataSources: AnswerCache<DataSource[]>;
  readonly #dashboards: AnswerCache<FoundDashboard[]>;
  readonly #alerts: AnswerCache<FoundAlert[]>;
  readonly #logs: AnswerCache<FoundStreams>;
  readonly #pods: AnswerCache<string[]>;

  constructor(options: {
    instance: GrafanaInstance;
    client: GrafanaClient;
    now: () => Date;
  }) {
    this.instance = options.instance;
    this.#client = options.client;
    this.#now = options.now;
    this.#versions = this.#cache({ freshMs: 10 * minute, keepMs: Infinity });
    this.#dataSources = this.#cache({ freshMs: 5 * minute, keepMs: Infinity });
    this.#dashboards = this.#cache({ freshMs: minute, keepMs: 60 * minute });
    this.#alerts = this.#cache({ freshMs: 15 * second, keepMs: 60 * minute });
    // A tail is of now or of nothing.
    this.#logs = this.#cache({ freshMs: 5 * second, keepMs: 0 });
    this.#pods = this.#cache({ freshMs: 15 * second, keepMs: 0 });
  }

  #cache<T>(times: { freshMs: number; keepMs: number }): AnswerCache<T> {
    return new AnswerCache<T>({
      ...times,
      retryMs: 5 * second,
      mostKeys: 500,
      now: this.#now,
    });
  }

  readVersion(): Promise<Answer<string>> {
    return this.#versions.read('', () => this.#client.getVersion());
  }

  readDataSources(): Promise<Answer<DataSource[]>> {
    return this.#dataSources.read('', () => this.#client.listDataSources());
  }

  readDashboards(tag: string): Promise<Answer<FoundDashboard[]>> {
    return this.#dashboards.read(tag, () => this.#client.listDashboards(tag));
  }

  /** Grafana's own alerts, and those of each Prometheus behind it; read once for all components. */
  async readAlerts(): Promise<AlertPart[]> {
    const own = this.#readPart('grafana', () =>
      this.#client.listGrafanaAlerts(),
    );
    return Promise.all([own, ...(await this.#prometheusParts())]);
  }

  async #prometheusParts(): Promise<Array<Promise<AlertPart>>> {
    try {
      const { value, failure } = await this.readDataSources();
      const { alertDataSources } = this.instance;
      const parts = value
        .filter(({ type }) => type === 'prometheus')
        .filter(
          ({ uid, name }) =>
            !alertDataSources ||
            alertDataSources.includes(uid) ||
            alertDataSources.includes(name),
        )
        .map(one =>
          this.#readPart(`uid ${one.uid}`, () =>
            this.#client.listPrometheusAlerts(one),
          ),
        );
      // There may be a data source by now that an earlier list does not have.
      return failure ? [...parts, Promise.resolve({ failure })] : parts;
    } catch (failure) {
      return [Promise.resolve({ failure })];
    }
  }

  async #readPart(
    key: string,
    ask: () => Promise<FoundAlert[]>,
  ): Promise<AlertPart> {
    try {
      return { answer: await this.#alerts.read(key, ask) };
    } catch (failure) {
      return { failure };
    }
  }

  /** The data source of logs: the one that configuration names, else the default or the first Loki. */
  async findLogsDataSource(): Promise<DataSource> {
    const { value } = await this.readDataSources();
    const { name, logsDataSource } = this.instance;
    const all = value.filter(({ type }) => type === 'loki');
    const found = logsDataSource
      ? all.find(one => [one.uid, one.name].includes(logsDataSource))
      : all.find(({ isDefault }) => isDefault) ?? all[0];
    if (found) return found;
    throw new SourceFailure({
      source: `Grafana (${name})`,
      code: 'not-configured',
      message: logsDataSource
        ? `has no Loki data source '${logsDataSource}'`
        : 'has no Loki data source',
      at: this.#now(),
    });
  }

  readLogs(
    dataSource: DataSource,
    query: { expr: string; from: Date; to: Date; limit: number },
  ): Promise<Answer<FoundStreams>> {
    const key = JSON.stringify([
      query.expr,
      query.limit,
      query.to.getTime() - query.from.getTime(),
    ]);
    return this.#logs.read(key, () =>
      this.#client.queryLogs(dataSource, query),
    );
  }

  readLabelValues(
    dataSource: DataSource,
    query: { label: string; selector: string; from: Date; to: Date },
  ): Promise<Answer<string[]>> {
    return this.#pods.read(`${query.label} ${query.selector}`, () =>
      this.#client.listLabelValues(dataSource, query),
    );
  }
}
