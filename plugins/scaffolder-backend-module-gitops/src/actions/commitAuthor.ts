import { UserEntity } from '@backstage/catalog-model';
import { Author } from '@portolan/plugin-gitops-node';

/** Whom a commit names: the user who runs the template, when the catalog knows the address. */
export function commitAuthor(user?: {
  entity?: UserEntity;
}): Author | undefined {
  const { metadata, spec } = user?.entity ?? {};
  const email = spec?.profile?.email;
  return email && metadata
    ? { name: spec.profile?.displayName ?? metadata.name, email }
    : undefined;
}
