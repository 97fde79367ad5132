import { z } from 'zod';
import { parseWith } from '../parseWith';
import { ownerReferences } from './ownerReferences';

/** What is kept of an object between a pod and its workload. */
export type OwnerRow = { owner?: { kind: string; name: string } };

const schema = z.object({
  metadata: z.object({ ownerReferences }),
  spec: z.object({ replicas: z.number().optional() }).optional(),
});

/** What owns a ReplicaSet or a Job. One that is scaled to nothing has no pods to own. Pure. */
export function projectOwner(object: unknown): OwnerRow | undefined {
  const { metadata, spec } = parseWith(schema, object);
  if (spec?.replicas === 0) return undefined;
  const owner = metadata.ownerReferences?.find(({ controller }) => controller);
  return owner ? { owner: { kind: owner.kind, name: owner.name } } : {};
}
