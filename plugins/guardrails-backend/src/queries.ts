import { InputError } from '@backstage/errors';
import {
  answers,
  meshModes,
  resultStates,
  severities,
  stages,
} from '@portolan/plugin-guardrails-common';
import { z } from 'zod';

const text = z.string().min(1).max(300);
const flag = z.enum(['true', 'false']).transform(value => value === 'true');

/** A parameter that may be given several times. */
function listOf<T extends z.ZodTypeAny>(item: T) {
  return z
    .union([z.array(item).max(100), item.transform(one => [one])])
    .transform((value): z.output<T>[] => value)
    .optional();
}

const paging = {
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(4000).optional(),
};

export const resultsQuery = z
  .object({
    ...paging,
    entityRef: text.optional(),
    environment: listOf(text),
    cluster: listOf(text),
    namespace: listOf(text),
    control: listOf(text),
    result: listOf(z.enum(resultStates)),
    severity: listOf(z.enum(severities)),
    stage: listOf(z.enum(stages)),
    owner: listOf(text),
    owned: flag.optional(),
    text: text.optional(),
  })
  .strict();

export const matrixQuery = z
  .object({
    ...paging,
    cluster: listOf(text),
    owner: listOf(text),
    environment: listOf(text),
    answer: listOf(z.enum(answers)),
    stage: listOf(z.enum([...stages, ...meshModes])),
    text: text.optional(),
  })
  .strict();

export const policyQuery = z.object({ namespace: text.optional() }).strict();

export const noQuery = z.object({}).strict();

/** @throws InputError naming the parameter */
export function parseInput<T extends z.ZodTypeAny>(
  schema: T,
  input: unknown,
): z.output<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new InputError(
    [issue.path.join('.'), issue.message].filter(Boolean).join(': '),
  );
}
