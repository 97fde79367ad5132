import { z } from 'zod';
import { failureCodes } from '../verify/Verdict';
import { checkCodes } from './Check';
import { policyApiVersion } from './Policy';
import type { Problem } from './Problem';
import { readYaml } from './readYaml';

export const casesKind = 'ImageTrustPolicyCases';

const text = z.string().min(1).max(2048);
const time = z
  .string()
  .datetime({ offset: true, message: 'must be a time as 2026-03-01T00:00:00Z' })
  .transform(value => new Date(value));
const count = z.number().int().min(0).max(10_000).optional();
const counts = z
  .object({
    critical: count,
    high: count,
    medium: count,
    low: count,
    unknown: count,
  })
  .strict();

const signer = z.union([
  z.object({ trustDomain: text, key: text }).strict(),
  z
    .object({
      trustDomain: text,
      issuer: text,
      subject: text,
      repository: text.optional(),
      ref: text.optional(),
      commit: text.optional(),
      workflow: text
        .optional()
        .describe('Path of the workflow in its repository.'),
    })
    .strict(),
]);
const signed = {
  signer: signer.describe('Who signed, as the certificate or the key says.'),
  signedAt: time.optional().describe('The trusted time of the signature.'),
};

const piece = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('signature'), ...signed }).strict(),
  z
    .object({
      kind: z.literal('provenance'),
      ...signed,
      builder: text.optional(),
      repository: text.optional(),
      commit: text.optional(),
      ref: text.optional(),
    })
    .strict(),
  z
    .object({
      kind: z.literal('scan'),
      ...signed,
      scanner: text.default('https://scanner.example.com'),
      scannedAt: time.optional(),
      findings: counts.default({}),
      unfixed: counts
        .default({})
        .describe('Findings beside the others that no version is free of.'),
    })
    .strict(),
  z
    .object({
      kind: z.literal('sbom'),
      ...signed,
      format: z.enum(['cyclonedx', 'spdx']).default('cyclonedx'),
    })
    .strict(),
  z
    .object({
      kind: z.literal('unverified'),
      code: z.enum(failureCodes).default('SIGNATURE_INVALID'),
    })
    .strict(),
]);

const answer = z.enum(['pass', 'fail', 'unknown']);
const answerOrCode = z.union([answer, z.enum(checkCodes)]);

/** The shape of a file with cases for a policy. */
export const casesSchema = z
  .object({
    apiVersion: z.literal(policyApiVersion),
    kind: z.literal(casesKind),
    cases: z
      .array(
        z
          .object({
            name: text,
            image: text,
            component: z
              .object({ name: text, repository: text.optional() })
              .strict()
              .optional(),
            at: time.describe('The time at which the policy judges.'),
            evidence: z.array(piece).max(100).default([]),
            unread: z
              .object({
                places: z.array(text).default([]),
                trustDomains: z.array(text).default([]),
              })
              .strict()
              .default({}),
            expect: z
              .object({
                answer: answer.optional(),
                rule: text.optional(),
                signed: answerOrCode.optional(),
                built: answerOrCode.optional(),
                scanned: answerOrCode.optional(),
                sbom: answerOrCode.optional(),
              })
              .strict()
              .refine(
                expected => Object.keys(expected).length > 0,
                'expects nothing, so it could not fail',
              ),
          })
          .strict(),
      )
      .min(1)
      .max(1000),
  })
  .strict();

/** Simplified facts about an image, and how a policy must answer. */
export type PolicyCase = z.infer<typeof casesSchema>['cases'][number];
export type PolicyCasePiece = PolicyCase['evidence'][number];

/** Reads a file with cases. */
export function parsePolicyCases(
  content: string,
): { cases: readonly PolicyCase[] } | { problems: readonly Problem[] } {
  const read = readYaml(content, casesSchema);
  return 'problems' in read ? read : { cases: read.value.cases };
}
