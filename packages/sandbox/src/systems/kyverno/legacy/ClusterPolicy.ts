import { z } from 'zod';
import type { KubernetesObject } from '../../../kubernetes-client/KubernetesObject';

const selectorSchema = z.object({}).passthrough();

const resourcesSchema = z.object({
  kinds: z.array(z.string()).default([]),
  namespaces: z.array(z.string()).optional(),
  namespaceSelector: selectorSchema.optional(),
  selector: selectorSchema.optional(),
});

const filterSchema = z.object({ resources: resourcesSchema });

const matchSchema = z.object({
  any: z.array(filterSchema).optional(),
  all: z.array(filterSchema).optional(),
});

export const ruleSchema = z.object({
  name: z.string(),
  match: matchSchema,
  exclude: matchSchema.optional(),
  validate: z
    .object({
      message: z.string().default(''),
      pattern: z.unknown(),
      failureAction: z.string().optional(),
      failureActionOverrides: z
        .array(
          z.object({
            action: z.string(),
            namespaces: z.array(z.string()).optional(),
            namespaceSelector: selectorSchema.optional(),
          }),
        )
        .optional(),
    })
    .optional(),
});

const specSchema = z.object({
  background: z.boolean().default(true),
  admission: z.boolean().default(true),
  validationFailureAction: z.string().default('Audit'),
  rules: z.array(ruleSchema).default([]),
});

export type ClusterPolicySpec = z.infer<typeof specSchema>;
export type ClusterPolicyRule = z.infer<typeof ruleSchema>;
export type ResourceFilter = z.infer<typeof resourcesSchema>;

/** Undefined for what this stand-in can not read: such a policy does nothing here. */
export function readClusterPolicy(
  object: KubernetesObject,
): ClusterPolicySpec | undefined {
  const parsed = specSchema.safeParse(object.spec);
  return parsed.success ? parsed.data : undefined;
}
