import { z } from 'zod';

const text = z.string().max(4096);

/** `metadata.ownerReferences`, as far as it matters. */
export const ownerReferences = z
  .array(
    z.object({
      kind: text,
      name: text,
      controller: z.boolean().optional(),
    }),
  )
  .max(100)
  .optional();
