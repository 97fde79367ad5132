import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';

/** What a token says; times in seconds. */
export type Claims = {
  iss: string;
  /** `admin:login` for a session, `portal:apiKey` for an account's token. */
  sub: string;
  iat: number;
  nbf: number;
  exp?: number;
  jti: string;
};

const encode = (value: object) =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

function signatureOf(text: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(text).digest();
}

/** Makes a token as Argo CD does: a JSON Web Token with a shared key. */
export function signToken(
  options: { subject: string; now: Date; expiresIn?: number; id?: string },
  secret: string,
): { token: string; claims: Claims } {
  const iat = Math.floor(options.now.getTime() / 1000);
  const claims: Claims = {
    iss: 'argocd',
    sub: options.subject,
    ...(options.expiresIn && { exp: iat + options.expiresIn }),
    nbf: iat,
    iat,
    jti: options.id ?? randomUUID(),
  };
  const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return {
    claims,
    token: `${text}.${signatureOf(text, secret).toString('base64url')}`,
  };
}

export type TokenCheck =
  | { result: 'valid'; claims: Claims }
  | { result: 'malformed' }
  | { result: 'invalid'; reason: string };

export function checkToken(
  token: string,
  options: { secret: string; now: Date },
): TokenCheck {
  const [header, payload, signature, ...rest] = token.split('.');
  if (!header || !payload || signature === undefined || rest.length) {
    return { result: 'malformed' };
  }
  const claims = parseClaims(payload);
  if (!claims) return { result: 'malformed' };
  const given = Buffer.from(signature, 'base64url');
  const right = signatureOf(`${header}.${payload}`, options.secret);
  if (given.length !== right.length || !timingSafeEqual(given, right)) {
    return {
      result: 'invalid',
      reason: 'token signature is invalid: signature is invalid',
    };
  }
  if (claims.exp !== undefined && claims.exp * 1000 <= options.now.getTime()) {
    return {
      result: 'invalid',
      reason: 'token has invalid claims: token is expired',
    };
  }
  return { result: 'valid', claims };
}

function parseClaims(payload: string): Claims | undefined {
  try {
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    return typeof claims?.sub === 'string' ? claims : undefined;
  } catch {
    return undefined;
  }
}
