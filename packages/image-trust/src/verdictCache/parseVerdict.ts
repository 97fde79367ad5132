import { z } from 'zod';
import { isDigest, Digest } from '../oci/digest';
import { failureCodes, Verdict } from '../verify/Verdict';

const digest = z.custom<Digest>(
  value => typeof value === 'string' && isDigest(value),
);
const date = z
  .string()
  .datetime()
  .transform(text => new Date(text));
const text = z.string();

const certificateSigner = z.object({
  kind: z.literal('certificate'),
  identity: text,
  identityType: z.enum(['uri', 'email', 'username']),
  issuer: text.optional(),
  build: z.record(text),
  certificate: digest,
  notBefore: date,
  notAfter: date,
});
const keySigner = z.object({ kind: z.literal('key'), key: digest, name: text });

const content = z.discriminatedUnion('form', [
  z.object({
    form: z.literal('simple-signing'),
    annotations: z.record(z.unknown()),
  }),
  z.object({
    form: z.literal('statement'),
    statement: z.object({
      subjects: z.array(text),
      predicateType: text,
      predicate: z.unknown(),
    }),
  }),
  z.object({ form: z.literal('manifest') }),
]);

const failure = z.object({
  domain: text,
  code: z.enum(failureCodes),
  expected: text,
  found: text,
});

const verdictSchema = z.discriminatedUnion('result', [
  z.object({
    result: z.literal('verified'),
    domains: z.array(text).min(1),
    signer: z.discriminatedUnion('kind', [certificateSigner, keySigner]),
    content,
    log: z.array(
      z.object({
        log: text,
        logId: text,
        index: text.optional(),
        kind: text,
        by: z.array(z.enum(['promise', 'proof'])),
      }),
    ),
    times: z.array(
      z.object({ time: date, from: z.enum(['log', 'timestamp-authority']) }),
    ),
  }),
  z.object({
    result: z.literal('failed'),
    code: z.enum(failureCodes),
    expected: text,
    found: text,
    domain: text.optional(),
    tried: z.array(failure),
  }),
]);

/**
 * Reads a verdict from its JSON, with dates as dates.
 *
 * @throws ZodError
 */
export function parseVerdict(json: unknown): Verdict {
  const verdict = verdictSchema.parse(json);
  if (verdict.result === 'failed') return verdict;
  const { content: read } = verdict;
  return {
    ...verdict,
    signer:
      verdict.signer.kind === 'key'
        ? verdict.signer
        : { ...verdict.signer, issuer: verdict.signer.issuer },
    content:
      read.form === 'statement'
        ? {
            form: 'statement',
            statement: {
              ...read.statement,
              predicate: read.statement.predicate,
            },
          }
        : read,
  };
}
