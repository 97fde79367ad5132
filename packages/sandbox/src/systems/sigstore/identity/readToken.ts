import { KeyObject } from 'node:crypto';
import { jwtVerify } from 'jose';
import { z } from 'zod';
import { CertificateIdentity } from '../certificates/CertificateIdentity';
import { personIdentity } from './personIdentity';
import { sigstoreAudience } from './TokenIssuer';
import { workloadIdentity } from './workloadIdentity';
import { workloadSchema } from './workloadSchema';

const personSchema = z.object({
  email: z.string().email(),
  email_verified: z.literal(true),
});

/** Who a token is for. */
export type TokenHolder = {
  identity: CertificateIdentity;
  /** What the holder signs to prove that the key is theirs. */
  challenge: string;
};

/**
 * Checks a token as Fulcio does: signature, issuer, audience, times.
 *
 * @throws Error which says what is wrong with it
 */
export async function readToken(
  token: string,
  options: {
    issuer: string;
    publicKey: KeyObject;
    /** The Git host, which is what repositories are at. */
    server: string;
    now: Date;
  },
): Promise<TokenHolder> {
  const { issuer, publicKey, server, now } = options;
  const { payload } = await jwtVerify(token, publicKey, {
    issuer,
    audience: sigstoreAudience,
    algorithms: ['RS256'],
    requiredClaims: ['sub', 'exp'],
    currentDate: now,
  });
  const person = personSchema.safeParse(payload);
  if (person.success) {
    const { email } = person.data;
    return { identity: personIdentity(email, issuer), challenge: email };
  }
  const claims = workloadSchema.parse(payload);
  return {
    identity: workloadIdentity(claims, { server, issuer }),
    challenge: payload.sub ?? '',
  };
}
