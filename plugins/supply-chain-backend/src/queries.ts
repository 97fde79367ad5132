import { InputError } from '@backstage/errors';
import {
  answers,
  fleetGroupings,
  fleetGroupSorts,
  fleetSorts,
  severities,
} from '@portolan/plugin-supply-chain-common';
import { isDigest } from '@portolan/image-trust';
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

const digest = z
  .string()
  .refine(
    value => isDigest(value),
    'must be sha256: and 64 hexadecimal digits',
  );

const fleetFilter = {
  answer: listOf(z.enum(answers)),
  owner: listOf(text),
  system: listOf(text),
  environment: listOf(text),
  component: listOf(text),
  digest: listOf(digest),
  text: text.optional(),
};

export const fleetQuery = z
  .object({
    ...fleetFilter,
    ...paging,
    owned: flag.optional(),
    sort: z.enum(fleetSorts).default('worst'),
  })
  .strict();

export const unownedQuery = fleetQuery.omit({ owned: true }).strict();

export const groupsQuery = z
  .object({
    ...fleetFilter,
    ...paging,
    owned: flag.optional(),
    by: z.enum(fleetGroupings),
    sort: z.enum(fleetGroupSorts).default('worst'),
  })
  .strict();

export const historyQuery = z
  .object({ days: z.coerce.number().int().min(1).max(180).default(30) })
  .strict();

export const countsQuery = z
  .object({ ...fleetFilter, owned: flag.optional() })
  .strict();

export const findingsQuery = z
  .object({
    ...paging,
    severity: listOf(z.enum(severities)),
    fixable: flag.optional(),
    isNew: flag.optional(),
    text: text.optional(),
    comparedWith: digest.optional(),
  })
  .strict();

export const pageQuery = z.object(paging).strict();

export const noQuery = z.object({}).strict();

export const digestPath = z.object({ digest });

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
