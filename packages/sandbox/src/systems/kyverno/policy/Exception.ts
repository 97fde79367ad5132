import { z } from 'zod';
import type { KubernetesObject } from '../../../kubernetes-client/KubernetesObject';
import { compile, Expression } from '../cel/environment';

const specSchema = z.object({
  policyRefs: z
    .array(z.object({ name: z.string(), kind: z.string() }))
    .default([]),
  matchConditions: z.array(z.object({ expression: z.string() })).default([]),
  images: z.array(z.string()).default([]),
  allowedValues: z.array(z.string()).default([]),
  reportResult: z.enum(['skip', 'pass']).default('skip'),
  expiresAt: z.string().optional(),
});

/** A PolicyException of policies.kyverno.io. */
export type Exception = {
  name: string;
  namespace: string;
  policyRefs: Array<{ name: string; kind: string }>;
  conditions: Expression[];
  allowedImages: string[];
  allowedValues: string[];
  reportResult: 'skip' | 'pass';
  expiresAt: Date | undefined;
};

/** Undefined for one that says nothing that can be understood: it excepts nothing. */
export function readException(object: KubernetesObject): Exception | undefined {
  const parsed = specSchema.safeParse(object.spec);
  if (!parsed.success) return undefined;
  const spec = parsed.data;
  try {
    return {
      name: object.metadata.name,
      namespace: object.metadata.namespace ?? '',
      policyRefs: spec.policyRefs,
      conditions: spec.matchConditions.map(({ expression }) =>
        compile(expression),
      ),
      allowedImages: spec.images,
      allowedValues: spec.allowedValues,
      reportResult: spec.reportResult,
      expiresAt: spec.expiresAt ? new Date(spec.expiresAt) : undefined,
    };
  } catch {
    return undefined;
  }
}
