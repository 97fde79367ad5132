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
  apiGroups: z.array(z.string()).default([]),
  apiVersions: z.array(z.string()).default([]),
  operations: z.array(z.string()).default([]),
  resources: z.array(z.string()).default([]),
});

const conditionSchema = z.object({ name: z.string(), expression: z.string() });

export const specSchema = z.object({
  validationActions: z.array(z.enum(['Deny', 'Audit', 'Warn'])).default([]),
  failurePolicy: z.enum(['Fail', 'Ignore']).default('Fail'),
  matchConstraints: z
    .object({
      resourceRules: z.array(ruleSchema).default([]),
      excludeResourceRules: z.array(ruleSchema).default([]),
      namespaceSelector: selectorSchema.optional(),
      objectSelector: selectorSchema.optional(),
    })
    .default({}),
  matchConditions: z.array(conditionSchema).default([]),
  variables: z.array(conditionSchema).default([]),
  validations: z
    .array(
      z.object({
        expression: z.string(),
        message: z.string().optional(),
        messageExpression: z.string().optional(),
      }),
    )
    .default([]),
  evaluation: z
    .object({
      admission: z.object({ enabled: z.boolean().default(true) }).default({}),
      background: z.object({ enabled: z.boolean().default(true) }).default({}),
    })
    .default({}),
  autogen: z
    .object({
      podControllers: z
        .object({ controllers: z.array(z.string()).optional() })
        .optional(),
    })
    .optional(),
});

export type PolicySpec = z.infer<typeof specSchema>;
export type ResourceRule = z.infer<typeof ruleSchema>;
export type Selector = z.infer<typeof selectorSchema>;

/** What every kind of policy says of itself in annotations. */
export type PolicyLabels = {
  category?: string;
  severity?: string;
  scored: boolean;
};

export function readLabels(
  annotations: Record<string, string> = {},
): PolicyLabels {
  return {
    category: annotations['policies.kyverno.io/category'],
    severity: annotations['policies.kyverno.io/severity'],
    scored: annotations['policies.kyverno.io/scored'] !== 'false',
  };
}
