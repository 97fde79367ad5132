import { z } from 'zod';

const selectorSchema = z.object({
  matchLabels: z.record(z.string()).optional(),
  matchExpressions: z
    .array(
      z.object({
        key: z.string(),
        operator: z.string(),
        values: z.array(z.string()).optional(),
      }),
    )
    .optional(),
});

const ruleSchema = z.object({
  operations: z.array(z.string()),
  apiGroups: z.array(z.string()),
  apiVersions: z.array(z.string()),
  resources: z.array(z.string()),
  scope: z.string().default('*'),
});

const webhookSchema = z.object({
  name: z.string(),
  clientConfig: z.object({
    url: z.string().optional(),
    /** PEM in base64. */
    caBundle: z.string().optional(),
  }),
  rules: z.array(ruleSchema).default([]),
  failurePolicy: z.enum(['Fail', 'Ignore']).default('Fail'),
  namespaceSelector: selectorSchema.default({}),
  objectSelector: selectorSchema.default({}),
  timeoutSeconds: z.number().positive().default(10),
});

/** One webhook of a configuration, with the API server's defaults. */
export type Webhook = z.infer<typeof webhookSchema>;
export type WebhookRule = z.infer<typeof ruleSchema>;

const configurationSchema = z.object({
  webhooks: z.array(webhookSchema).default([]),
});

/** The webhooks of a Mutating- or ValidatingWebhookConfiguration; none when it is malformed. */
export function readWebhooks(configuration: unknown): Webhook[] {
  const parsed = configurationSchema.safeParse(configuration);
  return parsed.success ? parsed.data.webhooks : [];
}
