import {
  EnvironmentSignals,
  EnvironmentSignalsAnswer,
  LogTailAnswer,
} from '@portolan/plugin-grafana-common';
import { GrafanaApi } from '../api';

/** Answers what it is given, or fails; remembers what was asked. */
export class FakeGrafana implements GrafanaApi {
  answer: EnvironmentSignalsAnswer;
  tail: LogTailAnswer = {
    items: [],
    errors: [],
    pods: [],
    from: '2026-11-26T01:45:00.000Z',
    to: '2026-11-26T02:00:00.000Z',
    truncated: false,
  };
  failure: Error | undefined;
  readonly asked: unknown[] = [];

  constructor(answer: Partial<EnvironmentSignalsAnswer> = {}) {
    this.answer = { items: [], errors: [], ...answer };
  }

  async listSignals(entityRef: string, options?: { at?: string }) {
    this.asked.push([entityRef, options?.at]);
    if (this.failure) throw this.failure;
    return this.answer;
  }

  async readTail(
    entityRef: string,
    query: { environment: string; pod?: string },
  ) {
    this.asked.push([entityRef, query.environment, query.pod]);
    if (this.failure) throw this.failure;
    return this.tail;
  }
}

/** An environment without alerts, with what a test is about changed. */
export function signalsOf(
  environment: string,
  changes: Partial<EnvironmentSignals> = {},
): EnvironmentSignals {
  return {
    environment,
    cluster: environment === 'prod' ? 'prod' : 'nonprod',
    namespace: `quote-api-${environment}`,
    instance: 'main',
    alerts: {
      items: [],
      asOf: '2026-11-26T02:00:00.000Z',
      complete: true,
      stale: false,
    },
    links: {
      dashboards: [
        {
          title: 'Quotes',
          url: `https://grafana.example.dev/d/quotes?var-namespace=quote-api-${environment}`,
          origin: 'component',
        },
      ],
      logs: `https://grafana.example.dev/explore?logs=${environment}`,
      metrics: `https://grafana.example.dev/explore?metrics=${environment}`,
    },
    ...changes,
  };
}

/** As the backend tells of an alert that fires since half past one. */
export const firing = {
  name: 'QueueTooLong',
  state: 'firing' as const,
  since: '2026-11-26T01:30:00.000Z',
  severity: 'critical',
  summary: 'api has 12 waiting',
  runbookUrl: 'https://runbooks.example.dev/queue',
  labels: { alertname: 'QueueTooLong' },
};
