import { z } from 'zod';
import { optionalText, optionalTime } from './fields';
import type { Vex } from './Predicate';

const texts = z
  .array(z.string())
  .nullish()
  .transform(list => list ?? []);
const vulnerability = z.union([
  z.string().transform(name => ({ name, aliases: [] as string[] })),
  z
    .object({ name: optionalText, '@id': optionalText, aliases: texts })
    .transform(({ name, aliases, '@id': id }) => ({
      name: name ?? id,
      aliases,
    })),
]);
const product = z.union([
  z.string(),
  z
    .object({
      '@id': optionalText,
      identifiers: z.record(z.string()).nullish(),
    })
    .transform(({ identifiers, '@id': id }) => id ?? identifiers?.purl),
]);

/** @see https://github.com/openvex/spec */
const schema = z.object({
  author: optionalText,
  timestamp: optionalTime,
  statements: z.array(
    z.object({
      vulnerability,
      products: z
        .array(product)
        .nullish()
        .transform(list => list ?? []),
      status: z.enum([
        'not_affected',
        'affected',
        'fixed',
        'under_investigation',
      ]),
      justification: optionalText,
    }),
  ),
});

/** Reads an OpenVEX document. */
export function readVex(predicate: unknown): Vex {
  const { author, timestamp, statements } = schema.parse(predicate);
  return {
    kind: 'vex',
    author,
    issuedAt: timestamp,
    statements: statements.flatMap(statement => {
      const { name, aliases } = statement.vulnerability;
      if (!name) return [];
      return [
        {
          vulnerability: name,
          aliases,
          status: statement.status,
          justification: statement.justification,
          products: statement.products.filter(item => item !== undefined),
        },
      ];
    }),
  };
}
