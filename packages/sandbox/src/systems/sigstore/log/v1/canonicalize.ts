import { json } from '@sigstore/core';
import { z } from 'zod';
import { ProposalError } from '../ProposalError';
import { CanonicalEntry } from './CanonicalEntry';
import { canonicalDsse, dsseSchema } from './dsse';
import { canonicalHashedRekord, hashedRekordSchema } from './hashedRekord';
import {
  canonicalInToto001,
  canonicalInToto002,
  inToto001Schema,
  inToto002Schema,
} from './inToto';

const typeSchema = z.object({ kind: z.string(), apiVersion: z.string() });

/**
 * Checks a proposed entry, signatures included, and brings it into the bytes
 * that the log keeps.
 *
 * @throws ProposalError
 */
export function canonicalize(proposal: unknown): Buffer {
  return Buffer.from(json.canonicalize(canonicalEntry(proposal)));
}

function canonicalEntry(proposal: unknown): CanonicalEntry {
  const { kind, apiVersion } = checked(typeSchema, proposal);
  switch (`${kind}/${apiVersion}`) {
    case 'hashedrekord/0.0.1':
      return canonicalHashedRekord(checked(hashedRekordSchema, proposal));
    case 'dsse/0.0.1':
      return canonicalDsse(checked(dsseSchema, proposal));
    case 'intoto/0.0.1':
      return canonicalInToto001(checked(inToto001Schema, proposal));
    case 'intoto/0.0.2':
      return canonicalInToto002(checked(inToto002Schema, proposal));
    default:
      throw new ProposalError(
        `entries of kind '${kind}' in version '${apiVersion}' are not taken`,
      );
  }
}

function checked<T>(
  schema: z.ZodType<T, z.ZodTypeDef, unknown>,
  proposal: unknown,
): T {
  const parsed = schema.safeParse(proposal);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ProposalError(
    `validation failure: ${issue.path.join('.') || 'body'}: ${issue.message}`,
  );
}
