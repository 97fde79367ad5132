import { hashPassword } from '../access/passwords';
import { unprocessable } from '../api/ApiError';
import { GitHostContext } from '../GitHostContext';
import { UserRecord } from '../state/records';

export type NewUser = {
  username: string;
  password: string;
  email: string;
  fullName: string;
  admin?: boolean;
};

export function createUser(
  { state, now }: GitHostContext,
  { username, password, email, fullName, admin = false }: NewUser,
): UserRecord {
  if (state.owner(username)) {
    throw unprocessable(`user already exists [name: ${username}]`);
  }
  const user: Omit<UserRecord, 'id'> = {
    kind: 'user',
    name: username,
    fullName,
    email,
    admin,
    password: hashPassword(password),
    description: '',
    website: '',
    location: '',
    visibility: 'public',
    createdAt: now().toISOString(),
  };
  const { id } = state.owners.add(user);
  return { ...user, id };
}
