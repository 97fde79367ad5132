export interface Config {
  /** Alerts, dashboards and logs of components, read from Grafana. */
  grafana?: {
    instances?: Array<{
      /** Unique; named in `instanceOf` and in messages. */
      name: string;
      /** Where the portal's server reaches it, e.g. `http://grafana.monitoring`. */
      url: string;
      /** Where people open it, when that is another address. */
      browserUrl?: string;
      /**
       * Token of a service account with the role Viewer.
       * @visibility secret
       */
      token: string;
      /** How long an answer may take; 5 when not given. */
      timeoutSeconds?: number;
      /** Name or uid of the Loki data source, when there is more than one. */
      logsDataSource?: string;
      /** Names or uids of Prometheus data sources whose alerts count; all of them when not given. */
      alertDataSources?: string[];
    }>;
    /** Which Grafana knows an environment, by the environment's name under `environments`; the only one when not given. */
    instanceOf?: { [environment: string]: string };
    /** Namespaces that the annotation `portolan.io/environments` may name; `*` is any text. `{name}` and `{name}-*` when not given. */
    annotationNamespaces?: string[];
    dashboards?: {
      /** Dashboards with this tag are shown for every component; `platform` when not given. */
      platformTag?: string;
      /** Names of the dashboards' variables that links fill. */
      variables?: {
        cluster?: string;
        namespace?: string;
        workload?: string;
      };
    };
    /** Names of the labels that say where an alert comes from. */
    alertLabels?: {
      cluster?: string;
      namespace?: string;
      /** Looked at only when given: for namespaces that several components share. */
      workload?: string;
    };
    logs?: {
      /** How far back logs are read; 15 when not given, 60 at most. */
      minutes?: number;
      /** How many lines a tail has at most; 100 when not given, 1000 at most. */
      lines?: number;
      /** Names of the labels of log streams. */
      labels?: {
        cluster?: string;
        namespace?: string;
        workload?: string;
        pod?: string;
      };
    };
  };
}
