import { z } from 'zod';
import { severities } from '../statement/Predicate';

const text = z.string();
const time = z.string().datetime();

/** What a statement says, as JSON: see `Predicate` for the meaning of each field. */
export const reportedPredicate = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('signature') }),
    z.object({
      kind: z.literal('provenance'),
      version: z.enum(['v0.1', 'v0.2', 'v1']),
      builder: text.optional(),
      buildType: text.optional(),
      source: z
        .object({
          repository: text,
          uri: text,
          commit: text.optional(),
          ref: text.optional(),
          entryPoint: text.optional(),
        })
        .optional(),
      invocation: text.optional(),
      startedAt: time.optional(),
      finishedAt: time.optional(),
    }),
    z.object({
      kind: z.literal('vulnerabilities'),
      scanner: z.object({ uri: text, version: text.optional() }),
      databaseUpdatedAt: time.optional(),
      scannedAt: time.optional(),
      readable: z.boolean(),
      fixesKnown: z.boolean(),
      findings: z.array(
        z.object({
          id: text,
          severity: z.enum(severities),
          package: text.optional(),
          installedVersion: text.optional(),
          fixedVersion: text.optional(),
        }),
      ),
    }),
    z.object({
      kind: z.literal('sbom'),
      format: z.enum(['cyclonedx', 'spdx']),
      version: text.optional(),
      createdAt: time.optional(),
      tools: z.array(text),
      components: z.number().int(),
    }),
    z.object({
      kind: z.literal('vex'),
      author: text.optional(),
      issuedAt: time.optional(),
      statements: z.array(
        z.object({
          vulnerability: text,
          aliases: z.array(text),
          status: z.enum([
            'not_affected',
            'affected',
            'fixed',
            'under_investigation',
          ]),
          justification: text.optional(),
          products: z.array(text),
        }),
      ),
    }),
    z.object({
      kind: z.literal('verification-summary'),
      verifier: text,
      verifiedAt: time.optional(),
      resource: text.optional(),
      policy: text.optional(),
      result: z.enum(['PASSED', 'FAILED']),
      levels: z.array(text),
    }),
    z.object({ kind: z.literal('other'), predicateType: text }),
    z.object({
      kind: z.literal('unreadable'),
      predicateType: text,
      found: text,
    }),
  ])
  .describe('What the statement says: the word of its signer.');
