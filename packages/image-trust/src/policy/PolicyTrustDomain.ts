import { z } from 'zod';
import { name, text, time } from './fields';

const few = z.number().int().min(0).max(10);

const thresholds = z
  .object({
    log: few.optional().describe('Entries of transparency logs.'),
    sct: few.optional().describe('Signed certificate timestamps.'),
    timestamps: few
      .optional()
      .describe('Trusted times, by a log or by a timestamp authority.'),
  })
  .strict()
  .describe('How many independent proofs a signature needs in this domain.');

const root = z.union([
  z.literal('public-good').describe('The public-good instance of Sigstore.'),
  z
    .object({
      mirror: text.describe('Address of a TUF mirror.'),
      initialRoot: text.describe(
        "File with the mirror's first root.json; a relative path starts at the policy.",
      ),
    })
    .strict(),
  z
    .object({
      file: text.describe(
        'File with a trusted_root.json; a relative path starts at the policy.',
      ),
    })
    .strict(),
]);

const key = z
  .object({
    name,
    pem: text.optional().describe('PEM that begins with BEGIN PUBLIC KEY.'),
    path: text
      .optional()
      .describe('File with the PEM; a relative path starts at the policy.'),
    validFrom: time.optional(),
    validUntil: time.optional(),
  })
  .strict();

/** Whom a policy trusts. */
export const trustDomain = z
  .object({
    name,
    root: root.optional().describe('Whose certificates, logs and times count.'),
    keys: z
      .array(key)
      .min(1, 'must name at least one')
      .max(100)
      .optional()
      .describe(
        'Makes it a domain of keys; its root, if any, then serves for logs and times only.',
      ),
    thresholds: thresholds.optional(),
  })
  .strict();

export type PolicyTrustDomain = z.infer<typeof trustDomain>;
