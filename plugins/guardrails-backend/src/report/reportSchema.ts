import { z } from 'zod';
import { metadataSchema, nameText } from '../schema/metadata';

const resource = z.object({
  apiVersion: z.string().max(300).optional(),
  kind: nameText,
  name: z.string().max(600).optional(),
  namespace: z.string().max(253).optional(),
  uid: z.string().max(300).optional(),
});

/** Some write seconds as text. */
const seconds = z.coerce.number().int().min(0).max(253_402_300_799);

const result = z.object({
  source: z.string().max(600).optional(),
  policy: nameText,
  rule: z.string().max(1000).optional(),
  category: z.string().max(1000).optional(),
  severity: z.string().max(200).optional(),
  result: z.string().max(200).optional(),
  message: z.string().optional(),
  properties: z.record(z.string()).nullish(),
  resources: z.array(resource).max(100_000).nullish(),
  timestamp: z.object({ seconds: seconds.nullish() }).nullish(),
});

/**
 * PolicyReport and ClusterPolicyReport of wgpolicyk8s.io/v1alpha2, Report and ClusterReport of openreports.io/v1alpha1:
 * what matters of them is spelt alike.
 */
export const reportSchema = z.object({
  apiVersion: z.string().max(300),
  kind: z.enum([
    'PolicyReport',
    'ClusterPolicyReport',
    'Report',
    'ClusterReport',
  ]),
  metadata: metadataSchema,
  /** Of openreports.io: of all results that name none. */
  source: z.string().max(600).optional(),
  scope: resource.nullish(),
  results: z.array(result).max(200_000).nullish(),
});

export type RawReport = z.output<typeof reportSchema>;
export type RawResult = z.output<typeof result>;
export type RawResource = z.output<typeof resource>;
