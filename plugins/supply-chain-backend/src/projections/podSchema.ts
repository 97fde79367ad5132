import { ownerReferences } from '@portolan/plugin-workloads-node';
import { z } from 'zod';

const text = z.string().max(4096);

const container = z.object({
  name: text,
  image: text.optional(),
  restartPolicy: text.optional(),
});

const containerStatus = z.object({
  name: text,
  image: text.optional(),
  imageID: text.optional(),
});

/** What matters of a pod. Everything else may be anything. */
export const podSchema = z.object({
  metadata: z.object({
    name: text,
    labels: z.record(z.string()).optional(),
    ownerReferences,
    creationTimestamp: z.string().datetime({ offset: true }).optional(),
  }),
  spec: z.object({
    containers: z.array(container).max(500),
    initContainers: z.array(container).max(500).optional(),
    ephemeralContainers: z.array(container).max(500).optional(),
  }),
  status: z
    .object({
      phase: text.optional(),
      startTime: z.string().datetime({ offset: true }).optional(),
      containerStatuses: z.array(containerStatus).max(500).optional(),
      initContainerStatuses: z.array(containerStatus).max(500).optional(),
      ephemeralContainerStatuses: z.array(containerStatus).max(500).optional(),
    })
    .optional(),
});
