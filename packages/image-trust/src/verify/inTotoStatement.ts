import { z } from 'zod';
import { parseSignedJson } from './parseSignedJson';

const digestSet = z.record(z.string());

/**
 * The in-toto attestation layer that all predicates share.
 *
 * @see https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md
 */
const statementSchema = z.object({
  _type: z.enum([
    'https://in-toto.io/Statement/v0.1',
    'https://in-toto.io/Statement/v1',
  ]),
  subject: z
    .array(z.object({ name: z.string().nullish(), digest: digestSet }))
    .min(1)
    .max(10_000),
  predicateType: z.string().min(1).max(1024),
  predicate: z.unknown(),
});

/** A signed statement: subjects, and one predicate about all of them. */
export type InTotoStatement = {
  /** SHA-256 digests of all subjects that have one, hexadecimal. */
  subjects: readonly string[];
  predicateType: string;
  /** As the signer wrote it: its shape is checked by `readPredicate`. */
  predicate: unknown;
};

/**
 * Reads a statement from a DSSE payload.
 *
 * @throws Error that names the field
 */
export function parseInTotoStatement(payload: Uint8Array): InTotoStatement {
  const parsed = statementSchema.safeParse(parseSignedJson(payload));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`${issue.path.join('.') || 'statement'}: ${issue.message}`);
  }
  const { subject, predicateType, predicate } = parsed.data;
  return {
    subjects: subject.flatMap(({ digest }) =>
      digest.sha256 === undefined ? [] : [digest.sha256],
    ),
    predicateType,
    predicate,
  };
}
