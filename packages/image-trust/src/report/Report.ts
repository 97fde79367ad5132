import { z } from 'zod';
import { Digest, isDigest } from '../oci/digest';
import { checkCodes, questions } from '../policy/Check';
import { failureCodes } from '../verify/Verdict';
import { reportedPredicate } from './ReportedPredicate';

/** The version of the report's format; fields are added to it, and never change their meaning. */
export const reportApiVersion = 'image-trust.portolan.dev/v1';
export const reportKind = 'ImageTrustReport';

const digest = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/)
  .refine((value): value is Digest => isDigest(value))
  .describe('sha256: and 64 lower-case hexadecimal digits.');
const time = z.string().datetime().describe('RFC 3339, UTC.');
const text = z.string();
const answer = z
  .enum(['pass', 'fail', 'unknown'])
  .describe('unknown is what nobody can say now; it is never a pass.');

const check = z.object({
  question: z.enum(questions),
  answer,
  code: z.enum(checkCodes).describe('Why, for programs.'),
  sentence: text.describe('Why, for a person.'),
  expected: text,
  found: text,
  evidence: z.array(digest).describe('The pieces that decided it.'),
  asOf: time.describe('When the evidence was read.'),
});

const buildIdentity = z.object({
  buildSignerUri: text.optional(),
  buildSignerDigest: text.optional(),
  runnerEnvironment: text.optional(),
  sourceRepository: text.optional(),
  sourceCommit: text.optional(),
  sourceRef: text.optional(),
  sourceRepositoryId: text.optional(),
  sourceOwner: text.optional(),
  sourceOwnerId: text.optional(),
  buildConfigUri: text.optional(),
  buildConfigDigest: text.optional(),
  buildTrigger: text.optional(),
  runInvocationUri: text.optional(),
  sourceVisibility: text.optional(),
  deploymentEnvironment: text.optional(),
});

const signer = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('certificate'),
    identity: text.describe('Subject alternative name.'),
    identityType: z.enum(['uri', 'email', 'username']),
    issuer: text.optional(),
    build: buildIdentity.describe('What the certificate says of the build.'),
    certificate: digest,
    notBefore: time,
    notAfter: time,
  }),
  z.object({ kind: z.literal('key'), name: text, key: digest }),
]);

const piece = {
  digest: digest.describe('Over everything that the verdict depends on.'),
  storage: text,
  manifest: digest.optional(),
  blob: digest,
  about: digest.describe('The subject that it was verified against.'),
};

const verified = z.object({
  ...piece,
  result: z.literal('verified'),
  trustDomains: z.array(text),
  signer,
  form: z.enum(['simple-signing', 'statement', 'manifest']),
  says: reportedPredicate,
  contradictions: z.array(
    z.object({ code: z.enum(checkCodes), expected: text, found: text }),
  ),
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
    z.object({ time, from: z.enum(['log', 'timestamp-authority']) }),
  ),
});

const failed = z.object({
  ...piece,
  result: z.literal('failed'),
  code: z.enum(failureCodes),
  expected: text,
  found: text.describe('It quotes the evidence and proves nothing.'),
  domain: text.optional(),
  tried: z.array(
    z.object({
      domain: text,
      code: z.enum(failureCodes),
      expected: text,
      found: text,
    }),
  ),
});

const count = z.number().int().nonnegative();

/** Everything that is known of one image, and what a policy says of it. */
export const reportSchema = z.object({
  apiVersion: z.literal(reportApiVersion),
  kind: z.literal(reportKind),
  image: z.object({
    reference: text.describe('As it was asked for.'),
    digest: digest.describe('The digest that was judged.'),
  }),
  subjects: z
    .array(z.object({ digest, role: z.enum(['image', 'index']) }))
    .describe('The digests whose evidence counts for the image.'),
  judgement: z
    .object({
      answer,
      policy: digest.describe('SHA-256 of the normal form of the policy.'),
      rule: text.optional(),
      checks: z.array(check),
    })
    .optional()
    .describe('Absent where no policy was asked.'),
  evidence: z.array(z.discriminatedUnion('result', [verified, failed])),
  claims: z
    .array(
      z.object({
        manifest: digest,
        blob: digest,
        about: digest.optional(),
        predicateType: text.optional(),
      }),
    )
    .describe('Statements that nobody signed: shown, never counted.'),
  other: z
    .array(z.object({ manifest: digest, artifactType: text }))
    .describe('Artifacts of other trust systems.'),
  unreadable: z.array(z.object({ at: text, code: text, found: text })),
  unreadableDomains: z.array(z.object({ name: text, code: text, found: text })),
  complete: z
    .boolean()
    .describe(
      'Whether everything could be read; without it, nothing found does not mean that there is nothing.',
    ),
  asOf: time.describe('When the evidence was read.'),
  cost: z.object({
    requests: count,
    bytes: count,
    verifications: count,
    milliseconds: z.number().nonnegative(),
  }),
});

export type Report = z.infer<typeof reportSchema>;
export type ReportedEvidence = Report['evidence'][number];
export type ReportedCheck = z.infer<typeof check>;
