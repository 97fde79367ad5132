import { z } from 'zod/v4';

/**
 * An address that comes from outside the portal. One that a browser could take
 * for a program, or for a page of another kind, is as if there was none.
 */
export const linkSchema = z
  .url({ protocol: /^https?$/ })
  .optional()
  .catch(undefined);

/** How fresh what is shown is, by source. */
export const sourcesSchema = z.array(
  z.object({
    cluster: z.string().optional(),
    kind: z.string(),
    state: z.enum([
      'current',
      'listing',
      'not installed',
      'denied',
      'unreachable',
    ]),
    asOf: z.string().optional(),
    cause: z.string().optional(),
  }),
);
