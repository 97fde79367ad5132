import { z } from 'zod';

const text = z.string().max(10_000);
/** A report of a fleet's largest image has some thousands. */
const most = 50_000;

const artifact = z
  .object({
    repository: text.optional(),
    tag: text.optional(),
    digest: text.optional(),
  })
  .optional();

const head = {
  metadata: z.object({
    labels: z.record(z.string()).optional(),
    annotations: z.record(z.string()).optional(),
    ownerReferences: z
      .array(z.object({ kind: text, name: text }))
      .max(100)
      .optional(),
  }),
};

const reportHead = {
  updateTimestamp: z.string().datetime({ offset: true }),
  scanner: z
    .object({ name: text.optional(), version: text.optional() })
    .optional(),
  registry: z.object({ server: text.optional() }).optional(),
  artifact,
};

/** Trivy Operator's VulnerabilityReport, v1alpha1. */
export const vulnerabilityReportSchema = z.object({
  ...head,
  report: z.object({
    ...reportHead,
    /** Empty where the scanner recognised no operating system. */
    os: z.object({ family: text.optional() }).optional(),
    vulnerabilities: z
      .array(
        z.object({
          vulnerabilityID: z.string().min(1).max(200),
          resource: z.string().max(500),
          installedVersion: z.string().max(500).optional(),
          fixedVersion: z.string().max(1000).optional(),
          severity: z.string().max(50).optional(),
          title: text.optional(),
          primaryLink: text.optional(),
        }),
      )
      .max(most),
  }),
});

/** Trivy Operator's SbomReport, v1alpha1: CycloneDX below `components`. */
export const sbomReportSchema = z.object({
  ...head,
  report: z.object({
    ...reportHead,
    components: z.object({
      serialNumber: z.string().max(200).optional(),
      components: z
        .array(
          z.object({
            type: z.string().max(100).optional(),
            name: z.string().max(1000),
            version: z.string().max(500).optional(),
            purl: z.string().max(2000).optional(),
          }),
        )
        .max(most)
        .optional(),
    }),
  }),
});

/** Trivy Operator's ExposedSecretReport, v1alpha1. What matched is never read. */
export const secretReportSchema = z.object({
  ...head,
  report: z.object({
    ...reportHead,
    secrets: z
      .array(
        z.object({
          ruleID: z.string().max(200),
          title: z.string().max(1000).optional(),
          severity: z.string().max(50).optional(),
          target: z.string().max(2000).optional(),
        }),
      )
      .max(most),
  }),
});
