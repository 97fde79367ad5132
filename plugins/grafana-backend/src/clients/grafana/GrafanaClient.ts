import { DataSource, FoundAlert, FoundDashboard, FoundStreams } from './schema';

/** Reads one Grafana. Every method throws a `SourceFailure` when there is no answer. */
export interface GrafanaClient {
  /** E.g. `12.2.0`; empty when Grafana hides it. */
  getVersion(): Promise<string>;
  listDataSources(): Promise<DataSource[]>;
  /** Dashboards that have a tag, 100 at most. */
  listDashboards(tag: string): Promise<FoundDashboard[]>;
  /** Alerts of rules that Grafana itself evaluates. */
  listGrafanaAlerts(): Promise<FoundAlert[]>;
  /** Alerts of rules that a Prometheus data source evaluates. */
  listPrometheusAlerts(dataSource: DataSource): Promise<FoundAlert[]>;
  /** Lines of a LogQL query, newest first within each stream. */
  queryLogs(
    dataSource: DataSource,
    query: { expr: string; from: Date; to: Date; limit: number },
  ): Promise<FoundStreams>;
  /** Values of a label among the streams of a selector. */
  listLabelValues(
    dataSource: DataSource,
    query: { label: string; selector: string; from: Date; to: Date },
  ): Promise<string[]>;
}
