import { z } from 'zod';

/** `k8s.io/apimachinery` meta/v1 Status, as far as it is read. */
export const statusSchema = z.object({
  kind: z.literal('Status').optional(),
  message: z.string().optional(),
  code: z.number().int().optional(),
  metadata: z.object({ continue: z.string().optional() }).optional(),
});

// A slash would make two objects of one key.
const segment = z
  .string()
  .min(1)
  .regex(/^[^/\0\p{Surrogate}]+$/u);

/** What every object has; the rest of it is left as it is. */
export const objectSchema = z
  .object({
    apiVersion: z.string().optional(),
    kind: z.string().optional(),
    metadata: z
      .object({
        name: segment,
        namespace: segment.optional(),
        uid: segment,
        resourceVersion: z.string().default(''),
      })
      .passthrough(),
  })
  .passthrough();

/** A page of a list. Go writes an empty list as null in places. */
export const listSchema = z.object({
  kind: z.string().endsWith('List'),
  apiVersion: z.string(),
  metadata: z.object({
    // Servers behind the API server may leave it out: a watch then starts with what there is.
    resourceVersion: z.string().default(''),
    continue: z.string().optional(),
  }),
  items: z.array(objectSchema).nullable(),
});

const watchedObjectSchema = objectSchema.required({
  apiVersion: true,
  kind: true,
});

/** A line of a watch. */
export const watchEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ADDED'), object: watchedObjectSchema }),
  z.object({ type: z.literal('MODIFIED'), object: watchedObjectSchema }),
  z.object({ type: z.literal('DELETED'), object: watchedObjectSchema }),
  z.object({
    type: z.literal('BOOKMARK'),
    object: z.object({ metadata: z.object({ resourceVersion: z.string() }) }),
  }),
  z.object({ type: z.literal('ERROR'), object: z.unknown() }),
]);

export const groupSchema = z.object({
  kind: z.literal('APIGroup'),
  versions: z.array(z.object({ version: z.string() })),
});

export const groupListSchema = z.object({
  kind: z.literal('APIGroupList'),
  groups: z.array(z.object({ name: z.string() })),
});

export const resourceListSchema = z.object({
  kind: z.literal('APIResourceList'),
  resources: z.array(z.object({ name: z.string() })),
});
