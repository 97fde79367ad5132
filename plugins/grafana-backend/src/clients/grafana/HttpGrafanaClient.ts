import { z } from 'zod';
import { GrafanaInstance } from '../../config';
import { GrafanaClient } from './GrafanaClient';
import { readBody } from './readBody';
import {
  alertsSchema,
  DataSource,
  dataSourcesSchema,
  FoundAlert,
  FoundDashboard,
  FoundStreams,
  healthSchema,
  labelValuesSchema,
  logsSchema,
  searchSchema,
} from './schema';
import { codeOfStatus, SourceFailure } from './SourceFailure';

const mostDashboards = 100;
/** Alerts of a large platform have some MB; more than this is not read. */
const mostBytes = 16 * 1024 * 1024;

/** Asks Grafana over HTTP, and the systems behind it through its data sources. */
export class HttpGrafanaClient implements GrafanaClient {
  readonly #instance: GrafanaInstance;
  readonly #now: () => Date;

  constructor(options: { instance: GrafanaInstance; now: () => Date }) {
    this.#instance = options.instance;
    this.#now = options.now;
  }

  async getVersion(): Promise<string> {
    const { version } = await this.#get(['api', 'health'], healthSchema);
    return version;
  }

  async listDataSources(): Promise<DataSource[]> {
    return this.#get(['api', 'datasources'], dataSourcesSchema);
  }

  async listDashboards(tag: string): Promise<FoundDashboard[]> {
    return this.#get(['api', 'search'], searchSchema, {
      query: { type: 'dash-db', tag, limit: String(mostDashboards) },
    });
  }

  async listGrafanaAlerts(): Promise<FoundAlert[]> {
    const { data } = await this.#get(
      ['api', 'prometheus', 'grafana', 'api', 'v1', 'alerts'],
      alertsSchema,
    );
    return data.alerts;
  }

  async listPrometheusAlerts(dataSource: DataSource): Promise<FoundAlert[]> {
    const { data } = await this.#getThrough(
      dataSource,
      ['api', 'v1', 'alerts'],
      alertsSchema,
    );
    return data.alerts;
  }

  async queryLogs(
    dataSource: DataSource,
    query: { expr: string; from: Date; to: Date; limit: number },
  ): Promise<FoundStreams> {
    const { data } = await this.#getThrough(
      dataSource,
      ['loki', 'api', 'v1', 'query_range'],
      logsSchema,
      {
        query: query.expr,
        start: toNanoseconds(query.from),
        end: toNanoseconds(query.to),
        limit: String(query.limit),
        direction: 'backward',
      },
    );
    return data.result;
  }

  async listLabelValues(
    dataSource: DataSource,
    query: { label: string; selector: string; from: Date; to: Date },
  ): Promise<string[]> {
    const { data } = await this.#getThrough(
      dataSource,
      ['loki', 'api', 'v1', 'label', query.label, 'values'],
      labelValuesSchema,
      {
        query: query.selector,
        start: toNanoseconds(query.from),
        end: toNanoseconds(query.to),
      },
    );
    return data;
  }

  #getThrough<T extends z.ZodTypeAny>(
    { uid, name }: DataSource,
    path: string[],
    schema: T,
    query?: Record<string, string>,
  ): Promise<z.output<T>> {
    return this.#get(
      ['api', 'datasources', 'proxy', 'uid', uid, ...path],
      schema,
      { query, source: `${name} in Grafana (${this.#instance.name})` },
    );
  }

  async #get<T extends z.ZodTypeAny>(
    path: string[],
    schema: T,
    options: { query?: Record<string, string>; source?: string } = {},
  ): Promise<z.output<T>> {
    const { name, url, token, timeoutMs } = this.#instance;
    const source = options.source ?? `Grafana (${name})`;
    const at = this.#now();
    const fail = (
      code: SourceFailure['code'],
      message: string,
      cause?: unknown,
    ) => new SourceFailure({ source, code, message, at, cause });
    let status: number;
    let body: string;
    try {
      const response = await fetch(
        `${url}/${path.map(encodeURIComponent).join('/')}?${new URLSearchParams(
          options.query,
        )}`,
        {
          headers: {
            accept: 'application/json',
            authorization: `Bearer ${token}`,
          },
          // The token goes to the configured address and to no other.
          redirect: 'error',
          signal: AbortSignal.timeout(timeoutMs),
        },
      );
      status = response.status;
      body = await readBody(response, mostBytes);
    } catch (error) {
      throw isTimeout(error)
        ? fail('timeout', `no answer within ${timeoutMs / 1000} s`, error)
        : fail('unreachable', describeCause(error), error);
    }
    if (status >= 400) {
      throw fail(codeOfStatus(status), `answered ${status}${said(body)}`);
    }
    const parsed = schema.safeParse(parseJson(body));
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw fail(
        'invalid-answer',
        `answered something else than was asked for, at ${
          issue.path.join('.') || 'its top'
        }: ${issue.message}`,
      );
    }
    return parsed.data;
  }
}

function toNanoseconds(time: Date): string {
  return `${time.getTime()}000000`;
}

function isTimeout(error: unknown): boolean {
  // A DOMException, which need not be an Error of this realm.
  return (error as { name?: unknown } | undefined)?.name === 'TimeoutError';
}

/** What the network said, without the address. */
function describeCause(error: unknown): string {
  const cause = (error as { cause?: { code?: string; message?: string } })
    .cause;
  return cause?.code ?? cause?.message ?? 'the connection failed';
}

/** Grafana's sentence, or the text of the system behind it. */
function said(body: string): string {
  const parsed = z
    .object({ message: z.string().optional(), error: z.string().optional() })
    .safeParse(parseJson(body));
  const text = parsed.success
    ? parsed.data.message ?? parsed.data.error ?? ''
    : body;
  const line = text.trim().split('\n')[0].slice(0, 200);
  return line && !line.startsWith('<') ? `: ${line}` : '';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
