import { timingSafeEqual } from 'node:crypto';
import { sha256 } from '../keys/sha';

export type Person = { email: string; password: string };

/** Who may ask for tokens. */
export type TokenAccess = {
  /** With which the pipeline asks for the token of a run. */
  clientSecret: string;
  /** Each may ask for their own. */
  people: readonly Person[];
};

/**
 * Who asks for a token: the pipeline (`Bearer` and the client's secret) or a
 * person (`Basic`).
 *
 * @param authorization - the header
 * @returns undefined for anybody else
 */
export function askerOf(
  authorization: string | undefined,
  { clientSecret, people }: TokenAccess,
): 'pipeline' | Person | undefined {
  const [, scheme = '', credentials = ''] =
    /^(\S+) (.*)$/.exec(authorization ?? '') ?? [];
  switch (scheme.toLowerCase()) {
    case 'bearer':
      return same(credentials, clientSecret) ? 'pipeline' : undefined;
    case 'basic': {
      const [email, ...rest] = Buffer.from(credentials, 'base64')
        .toString('utf8')
        .split(':');
      return people.find(
        person =>
          person.email === email && same(rest.join(':'), person.password),
      );
    }
    default:
      return undefined;
  }
}

function same(given: string, right: string): boolean {
  return timingSafeEqual(
    sha256(Buffer.from(given)),
    sha256(Buffer.from(right)),
  );
}
