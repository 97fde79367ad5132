import { z } from 'zod';

const probe = z.object({}).passthrough().optional();
const container = z
  .object({
    name: z.string(),
    livenessProbe: probe,
    readinessProbe: probe,
    startupProbe: probe,
  })
  .passthrough();

export const podSchema = z
  .object({
    metadata: z
      .object({
        labels: z.record(z.string()).optional(),
        annotations: z.record(z.string()).optional(),
      })
      .passthrough(),
    spec: z
      .object({
        hostNetwork: z.boolean().optional(),
        containers: z.array(container),
        initContainers: z.array(container).optional(),
        volumes: z
          .array(z.object({ name: z.string() }).passthrough())
          .optional(),
      })
      .passthrough(),
  })
  .passthrough();

export type Pod = z.infer<typeof podSchema>;
export type Container = z.infer<typeof container>;
