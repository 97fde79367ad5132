import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  KeyObject,
} from 'node:crypto';
import { DocumentStore } from '../../../state/DocumentStore';

/** Everybody in an instance who signs something. */
export type KeyName =
  | 'fulcio-root'
  | 'fulcio-intermediate'
  | 'ct-log'
  | 'rekor-v1'
  | 'rekor-v2'
  | 'tsa-root'
  | 'tsa'
  | 'oidc'
  | 'tuf';

export type InstanceKey = { privateKey: KeyObject; publicKey: KeyObject };

/**
 * Rekor v2 signs with Ed25519, as the public-good one does, and so does TUF.
 * Clients take tokens with RS256 only.
 */
function generate(name: KeyName): KeyObject {
  switch (name) {
    case 'rekor-v2':
    case 'tuf':
      return generateKeyPairSync('ed25519').privateKey;
    case 'oidc':
      return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    default:
      return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  }
}

/** The keys of one instance, made when first asked for and kept. */
export class InstanceKeys {
  readonly #store: DocumentStore;

  constructor(store: DocumentStore) {
    this.#store = store;
  }

  get(name: KeyName): InstanceKey {
    const kept = this.#store.get<string>('keys', name);
    const privateKey = kept ? createPrivateKey(kept) : this.#create(name);
    return { privateKey, publicKey: createPublicKey(privateKey) };
  }

  #create(name: KeyName): KeyObject {
    const privateKey = generate(name);
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' });
    this.#store.put('keys', name, pem);
    return privateKey;
  }
}

/** DER of the public key, `SubjectPublicKeyInfo`. */
export function spkiOf(publicKey: KeyObject): Buffer {
  return publicKey.export({ format: 'der', type: 'spki' });
}
