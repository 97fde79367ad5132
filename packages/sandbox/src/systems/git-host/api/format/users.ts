import { sha256 } from '../../access/passwords';
import { GitHostContext } from '../../GitHostContext';
import { OwnerRecord, UserRecord } from '../../state/records';
import { formatTime, neverTime } from './times';

/**
 * Whom the user is shown to. Gitea shows three versions: to nobody in
 * particular with a placeholder for the address, to somebody who is signed in
 * with the address, and to the user's own self or an administrator with all.
 */
export type Audience = 'nobody' | 'signed-in' | 'self';

export function audienceFor(
  viewer: UserRecord | undefined,
  user: { id: number },
): Audience {
  if (!viewer) return 'nobody';
  return viewer.admin || viewer.id === user.id ? 'self' : 'signed-in';
}

export function formatUser(
  { publicUrl }: GitHostContext,
  user: OwnerRecord,
  audience: Audience = 'nobody',
): object {
  const self = user.kind === 'user' && audience === 'self';
  const placeholder = `${user.id}+${user.name.toLowerCase()}@noreply.localhost`;
  return {
    id: user.id,
    login: user.name,
    login_name: '',
    source_id: 0,
    full_name: user.fullName,
    email: audience === 'nobody' ? placeholder : user.email,
    avatar_url: avatarUrl(publicUrl(), user),
    html_url: `${publicUrl()}/${user.name}`,
    language: '',
    is_admin: self && user.admin,
    last_login:
      self && user.lastLoginAt ? formatTime(user.lastLoginAt) : neverTime,
    created: formatTime(user.createdAt),
    restricted: false,
    active: self,
    prohibit_login: false,
    location: user.location,
    website: user.website,
    description: user.description,
    visibility: user.visibility,
    followers_count: 0,
    following_count: 0,
    starred_repos_count: 0,
    username: user.name,
  };
}

export function avatarUrl(baseUrl: string, owner: OwnerRecord): string {
  return `${baseUrl}/avatars/${sha256(owner.name).slice(0, 32)}`;
}
