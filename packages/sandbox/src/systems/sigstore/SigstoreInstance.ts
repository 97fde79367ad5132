import { join } from 'node:path';
import { DocumentStore } from '../../state/DocumentStore';
import { CertificateAuthority } from './certificates/CertificateAuthority';
import {
  AuthorityChain,
  createAuthority,
} from './certificates/createAuthority';
import { CtLog } from './certificates/CtLog';
import { TokenIssuer } from './identity/TokenIssuer';
import { InstanceKeys } from './keys/InstanceKeys';
import { RekorV1 } from './log/v1/RekorV1';
import { RekorV2 } from './log/v2/RekorV2';
import { TimestampAuthority } from './timestamps/TimestampAuthority';
import { TrustedRootJson, trustedRoot } from './trustedRoot';
import { signingConfig } from './tuf/signingConfig';
import { TufRepository } from './tuf/TufRepository';

/** Everything of a Sigstore deployment but HTTP: whoever calls it says what time it is. */
export interface SigstoreInstance {
  /** Where its services are, without a trailing slash; what its logs call themselves follows from it. */
  readonly url: string;
  /** Since when its authorities and logs are valid. */
  readonly validFrom: Date;
  readonly certificates: CertificateAuthority;
  readonly rekorV1: RekorV1;
  readonly rekorV2: RekorV2;
  readonly timestamps: TimestampAuthority;
  /** Everybody's private keys, for tests that forge what no authority and no log would sign. */
  readonly keys: InstanceKeys;
  readonly tokens: TokenIssuer;
  readonly tuf: TufRepository;
  readonly trustedRoot: TrustedRootJson;
  /** The present time of the instance. */
  now(): Date;
  close(): void;
}

export type SigstoreInstanceOptions = {
  /** Default `https://sigstore.example`. */
  url?: string;
  /** Where keys and logs are kept; by default they end with the instance. */
  directory?: string;
  now?: () => Date;
};

const day = 24 * 3_600_000;
const intermediateName = 'CN=sigstore-intermediate, O=sandbox';
const usage = {
  codeSigning: '1.3.6.1.5.5.7.3.3',
  timeStamping: '1.3.6.1.5.5.7.3.8',
};

/** Makes a Sigstore deployment with keys of its own, or goes on with the one in the directory. */
export async function createSigstoreInstance(
  options: SigstoreInstanceOptions = {},
): Promise<SigstoreInstance> {
  const { url = 'https://sigstore.example', now = () => new Date() } = options;
  const store = DocumentStore.open(
    options.directory ? join(options.directory, 'sigstore.db') : ':memory:',
  );
  const keys = new InstanceKeys(store);
  // Kept, because log IDs and the names in old checkpoints depend on them.
  const name = kept(store, 'name', () => new URL(url).hostname);
  const validFrom = new Date(
    // Long ago enough that a test or seed can sign for last month.
    kept(store, 'valid-from', () =>
      new Date(now().getTime() - 365 * day).toISOString(),
    ),
  );
  const validity = {
    notBefore: wholeSeconds(validFrom),
    notAfter: wholeSeconds(new Date(validFrom.getTime() + 10 * 365 * day)),
  };
  const fulcio = await keptChain(store, 'fulcio', () =>
    createAuthority({
      ...validity,
      rootName: 'CN=sigstore, O=sandbox',
      rootKey: keys.get('fulcio-root'),
      issuedName: intermediateName,
      issuedKey: keys.get('fulcio-intermediate'),
      issues: 'certificates',
      usage: usage.codeSigning,
    }),
  );
  const tsa = await keptChain(store, 'tsa', () =>
    createAuthority({
      ...validity,
      rootName: 'CN=sigstore-tsa-root, O=sandbox',
      rootKey: keys.get('tsa-root'),
      issuedName: 'CN=sigstore-tsa, O=sandbox',
      issuedKey: keys.get('tsa'),
      issues: 'timestamps',
      usage: usage.timeStamping,
    }),
  );
  const services = {
    url,
    validFrom,
    now,
    tokens: new TokenIssuer({ url, keys }),
    certificates: new CertificateAuthority({
      chain: fulcio,
      name: intermediateName,
      key: keys.get('fulcio-intermediate'),
      ctLog: new CtLog(keys.get('ct-log')),
    }),
    rekorV1: new RekorV1({ store, key: keys.get('rekor-v1'), name }),
    rekorV2: new RekorV2({ store, key: keys.get('rekor-v2'), name }),
    timestamps: new TimestampAuthority({ chain: tsa, key: keys.get('tsa') }),
  };
  const root = trustedRoot(services);
  const tuf = TufRepository.publish({
    store,
    key: keys.get('tuf'),
    targets: {
      'trusted_root.json': JSON.stringify(root),
      'signing_config.v0.2.json': JSON.stringify(signingConfig(services)),
    },
    expires: validity.notAfter,
  });
  const close = () => store.close();
  return { ...services, keys, tuf, trustedRoot: root, close };
}

function kept(store: DocumentStore, key: string, make: () => string): string {
  const known = store.get<string>('instance', key);
  if (known !== undefined) return known;
  const made = make();
  store.put('instance', key, made);
  return made;
}

async function keptChain(
  store: DocumentStore,
  key: string,
  make: () => Promise<AuthorityChain>,
): Promise<AuthorityChain> {
  const known = store.get<{ root: string; issued: string }>('chains', key);
  if (known) {
    return {
      root: Buffer.from(known.root, 'base64'),
      issued: Buffer.from(known.issued, 'base64'),
    };
  }
  const made = await make();
  store.put('chains', key, {
    root: made.root.toString('base64'),
    issued: made.issued.toString('base64'),
  });
  return made;
}

function wholeSeconds(date: Date): Date {
  return new Date(Math.floor(date.getTime() / 1000) * 1000);
}
