import { z } from 'zod';
import { filtersSchema } from '../policy/policySchema';
import { metadataSchema, nameText, timeText } from '../schema/metadata';

const name = z.string().max(600);
const many = z.array(name).max(1000).nullish();

/** PolicyException of policies.kyverno.io. */
export const exceptionSchema = z.object({
  apiVersion: name,
  kind: z.literal('PolicyException'),
  metadata: metadataSchema,
  spec: z.object({
    policyRefs: z
      .array(z.object({ name: nameText, kind: name.nullish() }))
      .max(1000),
    matchConditions: z
      .array(z.object({ expression: z.string().max(20_000) }))
      .max(1000)
      .nullish(),
    images: many,
    allowedValues: many,
    expiresAt: timeText.nullish(),
    properties: z.record(z.string().max(4000)).nullish(),
  }),
});

/** PolicyException of kyverno.io. */
export const legacyExceptionSchema = z.object({
  apiVersion: name,
  kind: z.literal('PolicyException'),
  metadata: metadataSchema,
  spec: z.object({
    exceptions: z
      .array(z.object({ policyName: nameText, ruleNames: many }))
      .max(1000),
    match: filtersSchema.nullish(),
    conditions: z.unknown(),
    podSecurity: z.array(z.unknown()).nullish(),
  }),
});
