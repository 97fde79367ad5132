import { z } from 'zod';

/** The version of the policy's format. A field never changes its meaning within it. */
export const policyApiVersion = 'image-trust.portolan.dev/v1';
export const policyKind = 'ImageTrustPolicy';

const name = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9 ._:/-]{0,99}$/,
    'must be 1 to 100 letters, digits, spaces and . _ : / -',
  );
const text = z
  .string()
  .min(1, 'must not be empty')
  .max(1024, 'must have 1,024 characters at the most');
const time = z.string().datetime({
  offset: true,
  message: 'must be a time as 2026-03-01T00:00:00Z',
});
const patterns = z
  .array(text)
  .min(1, 'must name at least one')
  .max(200, 'must name 200 at the most');
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

const trustDomain = z
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

const identity = z
  .object({
    name: name.describe('Rules and answers call it so.'),
    trustDomain: name.describe(
      'The trust domain in which the identity means something.',
    ),
    key: name.optional().describe('Name of a key of that domain.'),
    issuer: text
      .optional()
      .describe('Who vouched for the identity, exactly as in the certificate.'),
    subject: text
      .optional()
      .describe(
        'The subject alternative name; * within a path segment, ** across segments. Names that are no URI must be exact.',
      ),
    repository: text
      .optional()
      .describe(
        'The repository whose build signed, as in the certificate, e.g. https://github.com/acme/shop or ${component.repository}.',
      ),
    ref: text
      .optional()
      .describe('The ref whose build signed, e.g. refs/heads/main.'),
    workflow: text
      .optional()
      .describe(
        'The workflow whose run signed: a path in its repository, e.g. .github/workflows/release.yaml.',
      ),
  })
  .strict();

const by = patterns.describe('Names of identities; any one of them is enough.');

const signed = z
  .object({ by })
  .strict()
  .describe(
    'Asks for a signature of the image itself. An attestation is none.',
  );

const built = z
  .object({
    by,
    builders: patterns.optional().describe('Builder IDs that may have built.'),
    repositories: patterns
      .optional()
      .describe('Source repositories; ${component.repository} is its own.'),
    refs: patterns
      .optional()
      .describe('Refs, e.g. refs/heads/main or refs/tags/v*.'),
  })
  .strict()
  .describe('Asks for provenance: who built it, and from what.');

const count = z.number().int().min(0).max(1_000_000);

const scanned = z
  .object({
    by,
    scanners: patterns.optional().describe('Addresses of scanners.'),
    maxAge: z
      .string()
      .regex(
        /^[1-9][0-9]{0,4}[mhd]$/,
        'must be a number with m, h or d, as 24h or 7d',
      )
      .describe('How old the newest scan may be, e.g. 24h or 7d.'),
    max: z
      .object({
        critical: count.optional(),
        high: count.optional(),
        medium: count.optional(),
        low: count.optional(),
        unknown: count
          .optional()
          .describe(
            'Findings whose severity the scanner does not say; 0 when left out.',
          ),
      })
      .strict()
      .describe('How many findings of each severity are accepted.'),
    ignoreUnfixed: z
      .boolean()
      .optional()
      .describe('Leaves out findings that no version is free of yet.'),
  })
  .strict()
  .describe('Asks for a scan for vulnerabilities. The newest one counts.');

const sbom = z
  .object({
    by,
    formats: z
      .array(z.enum(['cyclonedx', 'spdx']))
      .min(1)
      .optional(),
  })
  .strict()
  .describe('Asks for a signed bill of materials.');

const rule = z
  .object({
    name,
    match: z
      .object({
        images: patterns
          .optional()
          .describe(
            'Registry and repository, e.g. registry.example.com/acme/**.',
          ),
        components: patterns
          .optional()
          .describe('Names of components, e.g. component:default/shop-*.'),
      })
      .strict(),
    signed: signed.optional(),
    built: built.optional(),
    scanned: scanned.optional(),
    sbom: sbom.optional(),
  })
  .strict();

/** The shape of `image-trust.yaml`; what it may not say is in `findDangers`. */
export const policySchema = z
  .object({
    apiVersion: z.literal(policyApiVersion),
    kind: z.literal(policyKind),
    trustDomains: z.array(trustDomain).min(1, 'must name at least one').max(50),
    identities: z.array(identity).min(1, 'must name at least one').max(500),
    rules: z
      .array(rule)
      .min(1, 'must name at least one')
      .max(500)
      .describe('The first rule that matches an image is the one that counts.'),
  })
  .strict();

/** A policy as it is written, without the file around it. */
export type PolicyDocument = z.infer<typeof policySchema>;
export type PolicyIdentity = z.infer<typeof identity>;
export type PolicyTrustDomain = z.infer<typeof trustDomain>;
export type PolicyRule = z.infer<typeof rule>;
export type SignedRule = z.infer<typeof signed>;
export type BuiltRule = z.infer<typeof built>;
export type ScannedRule = z.infer<typeof scanned>;
export type SbomRule = z.infer<typeof sbom>;
