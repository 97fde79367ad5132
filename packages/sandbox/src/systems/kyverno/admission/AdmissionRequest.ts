import { z } from 'zod';

const objectSchema = z
  .object({
    apiVersion: z.string(),
    kind: z.string(),
    metadata: z
      .object({ name: z.string(), namespace: z.string().optional() })
      .passthrough(),
  })
  .passthrough();

/** What is read of an AdmissionReview. */
export const reviewSchema = z.object({
  request: z.object({
    uid: z.string(),
    kind: z.object({
      group: z.string(),
      version: z.string(),
      kind: z.string(),
    }),
    resource: z.object({
      group: z.string(),
      version: z.string(),
      resource: z.string(),
    }),
    operation: z.enum(['CREATE', 'UPDATE']),
    namespace: z.string().optional(),
    userInfo: z.object({}).passthrough().default({}),
    object: objectSchema,
    oldObject: objectSchema.nullish(),
  }),
});

export type AdmissionRequest = z.infer<typeof reviewSchema>['request'];

export type Verdict = { refusal?: string; warnings: string[] };
