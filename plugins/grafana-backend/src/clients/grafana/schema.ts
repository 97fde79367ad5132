import { z } from 'zod';

// What is read of Grafana's answers, and no more. https://grafana.com/docs/grafana/latest/developers/http_api/

/** `GET /api/health`; the version can be hidden from those who are not signed in. */
export const healthSchema = z.object({ version: z.string().default('') });

export const dataSourcesSchema = z.array(
  z.object({
    uid: z.string(),
    name: z.string(),
    type: z.string(),
    isDefault: z.boolean().default(false),
  }),
);

export const searchSchema = z.array(
  z.object({ uid: z.string(), title: z.string(), url: z.string() }),
);

const text = z.record(z.string());

/** Alerts of Prometheus (`firing`) and of Grafana itself (`Alerting`, `Alerting (NoData)`). */
export const alertsSchema = z.object({
  data: z.object({
    alerts: z
      .array(
        z.object({
          labels: text,
          annotations: text.optional(),
          state: z.string(),
          activeAt: z.string().optional(),
        }),
      )
      .nullish()
      .transform(alerts => alerts ?? []),
  }),
});

export const logsSchema = z.object({
  data: z.object({
    resultType: z.literal('streams'),
    result: z.array(
      z.object({
        stream: text,
        values: z.array(
          z.tuple([z.string().regex(/^\d+$/), z.string()]).rest(z.unknown()),
        ),
      }),
    ),
  }),
});

/** Nothing found: Loki leaves out `data`. */
export const labelValuesSchema = z.object({
  data: z
    .array(z.string())
    .nullish()
    .transform(values => values ?? []),
});

export type DataSource = z.infer<typeof dataSourcesSchema>[number];
export type FoundDashboard = z.infer<typeof searchSchema>[number];
export type FoundAlert = z.infer<typeof alertsSchema>['data']['alerts'][number];
export type FoundStreams = z.infer<typeof logsSchema>['data']['result'];
