import { z } from 'zod';
import { name, patterns } from './fields';

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

/** What is asked of which images. */
export const rule = z
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

export type PolicyRule = z.infer<typeof rule>;
export type BuiltRule = z.infer<typeof built>;
export type ScannedRule = z.infer<typeof scanned>;
export type SbomRule = z.infer<typeof sbom>;
