import { canSeeOwner } from '../access/permissions';
import { GitHostContext } from '../GitHostContext';
import { OrganizationRecord } from '../state/records';
import { notFound } from './ApiError';
import { Call } from './ApiRouter';

/** The organisation that the route's `:org` names, if the caller may know of it. */
export function findOrganization(
  { state }: GitHostContext,
  { req, caller }: Call,
): OrganizationRecord {
  const name = req.params.org;
  const organization = state.organization(name);
  if (!organization) {
    throw notFound(
      `user redirect does not exist [name: ${name}]`,
      'GetOrgByName',
    );
  }
  if (!canSeeOwner(state, caller.user, organization)) throw notFound();
  return organization;
}
