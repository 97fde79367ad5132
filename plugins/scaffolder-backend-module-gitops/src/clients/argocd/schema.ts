import { z } from 'zod';

/* What Argo CD's API answers, as far as it is read here. */

export const sessionSchema = z.object({ token: z.string() });

export const errorSchema = z.object({ message: z.string() });

export const applicationSchema = z.object({
  metadata: z.object({ name: z.string() }),
  // Empty until the controller has looked at it for the first time.
  status: z
    .object({
      sync: z
        .object({ status: z.string(), revision: z.string().optional() })
        .optional(),
      health: z
        .object({
          status: z.string().optional(),
          message: z.string().optional(),
        })
        .optional(),
      conditions: z
        .array(z.object({ type: z.string(), message: z.string() }))
        .nullish(),
      operationState: z
        .object({ phase: z.string(), message: z.string().optional() })
        .optional(),
      summary: z.object({ images: z.array(z.string()).nullish() }).optional(),
    })
    .optional(),
});
