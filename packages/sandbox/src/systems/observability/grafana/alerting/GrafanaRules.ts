import { z } from 'zod';
import { JsonClient } from '../../../../http/JsonClient';
import { labelText, sortLabels } from '../../query/labels';

/** A rule that Grafana itself evaluates. */
export type GrafanaRule = {
  uid: string;
  title: string;
  folder: string;
  folderUid: string;
  expr: string;
  forMs: number;
  labels: Record<string, string>;
  annotations: Record<string, string>;
};

export type GrafanaAlert = {
  rule: GrafanaRule;
  labels: Record<string, string>;
  state: 'Pending' | 'Alerting';
  activeAt: Date;
  value: string;
};

const vectorSchema = z.object({
  data: z.object({
    result: z.array(
      z.object({
        metric: z.record(z.string()),
        value: z.tuple([z.number(), z.string()]),
      }),
    ),
  }),
});

/** Grafana-managed rules: asks Prometheus, and keeps since when each alert holds. */
export class GrafanaRules {
  readonly rules: GrafanaRule[];
  readonly #prometheus: JsonClient;
  #alerts: GrafanaAlert[] = [];

  constructor(options: { rules: GrafanaRule[]; prometheusUrl: string }) {
    this.rules = options.rules;
    this.#prometheus = new JsonClient({ url: options.prometheusUrl });
  }

  get alerts(): readonly GrafanaAlert[] {
    return this.#alerts;
  }

  async evaluate(now: Date): Promise<void> {
    const found = await Promise.all(
      this.rules.map(rule => this.#evaluateRule(rule, now)),
    );
    this.#alerts = found.flat();
  }

  async #evaluateRule(rule: GrafanaRule, now: Date): Promise<GrafanaAlert[]> {
    const before = this.#alerts.filter(alert => alert.rule === rule);
    const query = encodeURIComponent(rule.expr);
    const answer = vectorSchema.safeParse(
      await this.#prometheus
        .get(`/api/v1/query?query=${query}`)
        .catch(() => undefined),
    );
    // A data source that does not answer changes nothing here.
    if (!answer.success) return before;
    return answer.data.data.result.map(({ metric, value: [, value] }) => {
      const labels = sortLabels({
        ...metric,
        ...rule.labels,
        alertname: rule.title,
        grafana_folder: rule.folder,
      });
      const known = before.find(
        alert => labelText(alert.labels) === labelText(labels),
      );
      const activeAt = known?.activeAt ?? now;
      const ageMs = now.getTime() - activeAt.getTime();
      return {
        rule,
        labels,
        state:
          ageMs >= rule.forMs ? ('Alerting' as const) : ('Pending' as const),
        activeAt,
        value,
      };
    });
  }
}
