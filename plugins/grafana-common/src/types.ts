/** Why a source gave no answer that can be used. */
export type SourceErrorCode =
  /** It does not know the token. */
  | 'unauthorized'
  /** The token may not read this. */
  | 'forbidden'
  /** No connection. */
  | 'unreachable'
  /** No whole answer in the time that it is given. */
  | 'timeout'
  /** It was asked too often. */
  | 'rate-limited'
  /** It answered that it failed. */
  | 'server-error'
  /** It answered something that is not understood. */
  | 'invalid-answer'
  /** What is asked for is not there, or configuration does not allow it. */
  | 'not-configured';

/** A source that did not answer, for a person who has to do something about it. */
export type SourceError = {
  /** Which system: `Grafana (main)`, `Loki in Grafana (main)`. */
  source: string;
  code: SourceErrorCode;
  message: string;
  /** When it was asked, RFC 3339. */
  at: string;
  /** The environments that this leaves in the dark; absent when it concerns none in particular. */
  environments?: string[];
};

export type EnvironmentAlert = {
  name: string;
  state: 'firing' | 'pending';
  /** Since when its condition holds, RFC 3339. */
  since?: string;
  severity?: string;
  summary?: string;
  description?: string;
  runbookUrl?: string;
  labels: Record<string, string>;
};

/** The alerts of one environment, as far as they are known. */
export type EnvironmentAlerts = {
  items: EnvironmentAlert[];
  /** When the oldest part of this was true, RFC 3339. */
  asOf: string;
  /** Whether every source of alerts answered: only then does an empty list mean that there is none. */
  complete: boolean;
  /** Whether a part of it is an earlier answer, because its source does not answer now. */
  stale: boolean;
};

export type DashboardLink = {
  title: string;
  url: string;
  /** Of the team, found by the component's tag, or of the platform's set. */
  origin: 'component' | 'platform';
};

export type EnvironmentLinks = {
  dashboards: DashboardLink[];
  /** Explore with the component's logs; absent when no Loki is known. */
  logs?: string;
  /** Explore with the component's metrics; absent when no Prometheus is known. */
  metrics?: string;
};

/** What Grafana says of a component in one environment. */
export type EnvironmentSignals = {
  environment: string;
  cluster: string;
  namespace: string;
  /** The name of the Grafana instance. */
  instance: string;
  /** Absent when nobody knows. */
  alerts?: EnvironmentAlerts;
  links: EnvironmentLinks;
};

export type EnvironmentSignalsAnswer = {
  items: EnvironmentSignals[];
  errors: SourceError[];
};

export type LogLine = {
  /** Nanoseconds since 1970, as Loki has it; sorts lines of the same millisecond. */
  id: string;
  /** RFC 3339. */
  time: string;
  line: string;
  pod?: string;
  container?: string;
  level?: string;
};

/** The last lines of a component in one environment, newest first. */
export type LogTailAnswer = {
  items: LogLine[];
  errors: SourceError[];
  /** Pods that wrote anything in this time. */
  pods: string[];
  /** The time that was read, RFC 3339. */
  from: string;
  to: string;
  /** Whether there are more lines in this time than `items`. */
  truncated: boolean;
  /** The same query in Explore. */
  url?: string;
};
