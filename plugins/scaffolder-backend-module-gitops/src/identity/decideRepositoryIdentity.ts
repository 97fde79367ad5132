import { stringifyEntityRef } from '@backstage/catalog-model';
import { IdentityVerdict } from '@portolan/plugin-gitops-node';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

const entitySchema = z.object({
  kind: z.string(),
  metadata: z.object({ name: z.string(), namespace: z.string().optional() }),
  spec: z.object({ owner: z.string().optional() }).optional(),
});

interface Identity {
  entityRef: string;
  owner?: string;
}

/** Whether the repository that is there is the one that is published: its catalog-info.yaml names the same entity of the same owner. */
export function decideRepositoryIdentity(
  published: string,
  existing: string | undefined,
): IdentityVerdict {
  if (existing === undefined) {
    return {
      result: 'other',
      reason: 'it has no catalog-info.yaml, so nothing says whose it is',
    };
  }
  const wanted = readIdentity(published);
  const found = readIdentity(existing);
  if (!found) {
    return {
      result: 'other',
      reason:
        'its catalog-info.yaml cannot be read, so nothing says whose it is',
    };
  }
  if (
    wanted &&
    wanted.entityRef === found.entityRef &&
    wanted.owner === found.owner
  ) {
    return { result: 'same' };
  }
  return {
    result: 'other',
    reason: `it is ${found.entityRef}${
      found.owner ? ` of ${found.owner}` : ''
    } according to its catalog-info.yaml`,
  };
}

/** The Component of a catalog-info.yaml, or else its first entity. */
export function readIdentity(catalogInfo: string): Identity | undefined {
  const entities = parseAllDocuments(catalogInfo).flatMap(document => {
    if ('errors' in document && document.errors.length) return [];
    const parsed = entitySchema.safeParse(
      'toJS' in document ? document.toJS() : undefined,
    );
    return parsed.success ? [parsed.data] : [];
  });
  const entity =
    entities.find(({ kind }) => kind === 'Component') ?? entities[0];
  return (
    entity && {
      entityRef: stringifyEntityRef({
        kind: entity.kind,
        name: entity.metadata.name,
        namespace: entity.metadata.namespace,
      }),
      owner: entity.spec?.owner && ownerRef(entity.spec.owner),
    }
  );
}

/** `booking`, `group:booking` and `group:default/booking` are the same owner. */
function ownerRef(owner: string): string {
  const [, kind = 'group', namespace = 'default', name] =
    /^(?:([^:/]+):)?(?:([^:/]+)\/)?([^:/]+)$/.exec(owner) ?? [];
  return name
    ? `${kind}:${namespace}/${name}`.toLocaleLowerCase('en-US')
    : owner;
}
