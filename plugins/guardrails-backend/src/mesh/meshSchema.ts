import { z } from 'zod';
import { metadataSchema } from '../schema/metadata';

const name = z.string().max(600);
const mtls = z.object({ mode: name.nullish() });

/** PeerAuthentication of security.istio.io/v1 and v1beta1. */
export const peerAuthenticationSchema = z.object({
  apiVersion: name,
  kind: z.literal('PeerAuthentication'),
  metadata: metadataSchema,
  spec: z
    .object({
      selector: z
        .object({ matchLabels: z.record(z.string()).nullish() })
        .nullish(),
      mtls: mtls.nullish(),
      portLevelMtls: z.record(z.string().regex(/^\d{1,5}$/), mtls).nullish(),
    })
    .nullish(),
});

const containers = z
  .array(z.object({ name, restartPolicy: name.nullish() }))
  .max(500);

/** What matters of a pod for the mesh. */
export const meshPodSchema = z.object({
  metadata: metadataSchema,
  spec: z.object({
    hostNetwork: z.boolean().nullish(),
    containers,
    initContainers: containers.nullish(),
  }),
  status: z.object({ phase: name.nullish() }).nullish(),
});
