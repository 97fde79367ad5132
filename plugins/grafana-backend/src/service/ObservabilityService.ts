import {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import {
  EnvironmentSignalsAnswer,
  LogTailAnswer,
} from '@portolan/plugin-grafana-common';

export type Caller = BackstageCredentials<BackstageUserPrincipal>;

export type SignalsQuery = {
  entityRef: string;
  /** A moment, such as that of a deploy, that links shall show; else the last minutes. */
  at?: Date;
};

export type TailQuery = {
  entityRef: string;
  environment: string;
  /** Only the lines of this pod. */
  pod?: string;
  /** At most as many as configured. */
  limit?: number;
};

/** What Grafana says of a component. */
export interface ObservabilityService {
  /** @throws NotFoundError when there is no such entity for the caller */
  listSignals(
    query: SignalsQuery,
    options: { credentials: Caller },
  ): Promise<EnvironmentSignalsAnswer>;

  /** @throws NotFoundError when there is no such entity for the caller, or no such environment */
  readTail(
    query: TailQuery,
    options: { credentials: Caller },
  ): Promise<LogTailAnswer>;
}
