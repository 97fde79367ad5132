import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { DocumentStore } from '../../state/DocumentStore';

/** Signs small JSON values that clients carry for the registry: tokens and the state of an upload. */
export class Signer {
  readonly #key: Buffer;

  /** The key survives a restart, and with it what was signed. */
  static fromStore(store: DocumentStore): Signer {
    const kept = store.get<string>('keys', 'signer');
    const key = kept ?? randomBytes(32).toString('hex');
    if (!kept) store.put('keys', 'signer', key);
    return new Signer(Buffer.from(key, 'hex'));
  }

  private constructor(key: Buffer) {
    this.#key = key;
  }

  sign(value: unknown): string {
    const text = Buffer.from(JSON.stringify(value)).toString('base64url');
    return `${text}.${this.#mac(text).toString('base64url')}`;
  }

  /** Undefined when this signer did not sign it. */
  verify<T>(signed: string): T | undefined {
    const [text, mac] = signed.split('.');
    const given = Buffer.from(mac ?? '', 'base64url');
    const right = this.#mac(text);
    if (given.length !== right.length || !timingSafeEqual(given, right)) {
      return undefined;
    }
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  }

  #mac(text: string): Buffer {
    return createHmac('sha256', this.#key).update(text).digest();
  }
}
