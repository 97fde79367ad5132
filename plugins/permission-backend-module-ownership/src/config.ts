import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';

/** What the policy is told by configuration. */
export type OwnershipConfig = {
  /** Full, normalised references of those who may do everything. */
  administrators: readonly string[];
};

const key = 'permission.ownership.administrators';

/** The only reader of the policy's configuration; what is wrong with it stops the start. */
export function readOwnershipConfig(
  config: RootConfigService,
): OwnershipConfig {
  const refs = config.getOptionalStringArray(key) ?? [];
  if (refs.length === 0) {
    throw new InputError(
      `'${key}' names nobody: without at least one group or user, e.g. group:default/platform, no one could administer the portal`,
    );
  }
  return { administrators: refs.map(readAdministrator) };
}

function readAdministrator(ref: string, index: number): string {
  // Without its kind a reference could mean an entity of any kind.
  const isFull = /^(group|user):[^/]+\/[^/]+$/i.test(ref);
  if (!isFull) {
    throw new InputError(
      `'${key}[${index}]' is '${ref}', but must be the full reference of a group or a user, e.g. group:default/platform`,
    );
  }
  return stringifyEntityRef(parseEntityRef(ref));
}
