import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  AuthorizeResult,
  isResourcePermission,
  Permission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createScaffolderTaskConditionalDecision,
  scaffolderTaskConditions,
} from '@backstage/plugin-scaffolder-backend/alpha';
import { RESOURCE_TYPE_SCAFFOLDER_TASK } from '@backstage/plugin-scaffolder-common/alpha';

/** Someone who is signed in. */
export type Person = {
  userEntityRef: string;
  /** The person and the groups through which they own things. */
  ownershipEntityRefs: string[];
};

/**
 * What changes something and is still for everyone who is signed in: to run a
 * template, and to register what it made.
 */
const forEveryone: ReadonlySet<string> = new Set([
  'catalog.entity.create',
  'catalog.entity.validate',
  'catalog.location.analyze',
  'catalog.location.create',
  'scaffolder.action.execute',
  'scaffolder.task.create',
]);

/**
 * Decides on one permission for one person.
 *
 * The order matters: a task is private to the person who started it, although
 * looking at it is a read. A permission that nobody thought of is a read or
 * belongs to the administrators.
 */
export function decide(
  permission: Permission,
  person: Person | undefined,
  options: { administrators: readonly string[] },
): PolicyDecision {
  if (!person) {
    return { result: AuthorizeResult.DENY };
  }
  const { administrators } = options;
  if (person.ownershipEntityRefs.some(ref => administrators.includes(ref))) {
    return { result: AuthorizeResult.ALLOW };
  }
  if (isResourcePermission(permission, RESOURCE_TYPE_SCAFFOLDER_TASK)) {
    return createScaffolderTaskConditionalDecision(
      permission,
      scaffolderTaskConditions.isTaskOwner({
        createdBy: [person.userEntityRef],
      }),
    );
  }
  if (permission.attributes.action === 'read') {
    return { result: AuthorizeResult.ALLOW };
  }
  if (forEveryone.has(permission.name)) {
    return { result: AuthorizeResult.ALLOW };
  }
  if (isResourcePermission(permission, RESOURCE_TYPE_CATALOG_ENTITY)) {
    return createCatalogConditionalDecision(
      permission,
      catalogConditions.isEntityOwner({ claims: person.ownershipEntityRefs }),
    );
  }
  return { result: AuthorizeResult.DENY };
}
