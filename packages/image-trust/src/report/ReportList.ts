import { z } from 'zod';
import { registryErrorCodes } from '../oci/RegistryError';
import { reportApiVersion, reportSchema } from './Report';

export const reportListKind = 'ImageTrustReportList';

/** What `verify` says of any number of images. */
export const reportListSchema = z.object({
  apiVersion: z.literal(reportApiVersion),
  kind: z.literal(reportListKind),
  answer: z
    .enum(['pass', 'fail', 'unknown'])
    .describe('The worst of all images: a fail, else an unknown, else a pass.'),
  reports: z.array(reportSchema),
  unresolved: z
    .array(
      z.object({
        reference: z.string(),
        code: z.enum([...registryErrorCodes, 'PLATFORM_NOT_FOUND']),
        found: z.string(),
      }),
    )
    .describe('References that led to no digest: their answer is unknown.'),
});

export type ReportList = z.infer<typeof reportListSchema>;
