import {
  createHash,
  randomBytes,
  scryptSync,
  timingSafeEqual,
} from 'node:crypto';

export type PasswordHash = { salt: string; hash: string };

export function hashPassword(password: string): PasswordHash {
  const salt = randomBytes(16).toString('hex');
  return { salt, hash: derive(password, salt) };
}

function derive(password: string, salt: string): string {
  return scryptSync(password, salt, 32).toString('hex');
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Remembers which passwords were right, because git sends them with every request and a check takes 50 ms. */
export class PasswordChecker {
  readonly #salt = randomBytes(16).toString('hex');
  readonly #right = new Set<string>();

  matches(password: string, expected: PasswordHash): boolean {
    const key = sha256(`${this.#salt}${expected.hash}${password}`);
    if (this.#right.has(key)) return true;
    const right = timingSafeEqual(
      Buffer.from(derive(password, expected.salt), 'hex'),
      Buffer.from(expected.hash, 'hex'),
    );
    if (right) this.#right.add(key);
    return right;
  }
}
