import { z } from 'zod';
import { identity } from './PolicyIdentity';
import { rule } from './PolicyRule';
import { trustDomain } from './PolicyTrustDomain';

/** The version of the policy's format. A field never changes its meaning within it. */
export const policyApiVersion = 'image-trust.portolan.dev/v1';
export const policyKind = 'ImageTrustPolicy';

/** The shape of `image-trust.yaml`; what it may not say is in `findDangers`. */
export const policySchema = z
  .object({
    apiVersion: z.literal(policyApiVersion),
    kind: z.literal(policyKind),
    trustDomains: z.array(trustDomain).min(1, 'must name at least one').max(50),
    identities: z.array(identity).min(1, 'must name at least one').max(500),
    rules: z
      .array(rule)
      .min(1, 'must name at least one')
      .max(500)
      .describe('The first rule that matches an image is the one that counts.'),
  })
  .strict();

/** A policy as it is written, without the file around it. */
export type PolicyDocument = z.infer<typeof policySchema>;
