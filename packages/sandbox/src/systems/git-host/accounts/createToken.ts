import { randomBytes } from 'node:crypto';
import { sha256 } from '../access/passwords';
import { normalizeScopes, unknownScope } from '../access/scopes';
import { ApiError } from '../api/ApiError';
import { GitHostContext } from '../GitHostContext';
import { TokenRecord, UserRecord } from '../state/records';

export function createToken(
  { state, now }: GitHostContext,
  wanted: {
    user: UserRecord;
    name: string;
    scopes: string[];
    /** Made up without it. */
    secret?: string;
  },
): { token: TokenRecord; secret: string } {
  const { user, name, scopes } = wanted;
  if (state.tokens.find(one => one.userId === user.id && one.name === name)) {
    throw new ApiError(400, 'access token name has been used already');
  }
  const unknown = unknownScope(scopes);
  if (unknown !== undefined) {
    throw new ApiError(
      400,
      `invalid access token scope provided: invalid access token scope: ${unknown}`,
    );
  }
  if (scopes.length === 0) {
    throw new ApiError(400, 'access token must have a scope');
  }
  const secret = wanted.secret ?? randomBytes(20).toString('hex');
  const token = state.tokens.add({
    userId: user.id,
    name,
    hash: sha256(secret),
    lastEight: secret.slice(-8),
    scopes: normalizeScopes(scopes),
    createdAt: now().toISOString(),
  });
  return { token, secret };
}
