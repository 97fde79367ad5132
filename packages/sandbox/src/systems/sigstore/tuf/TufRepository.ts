import {
  Key,
  MetaFile,
  Metadata,
  Root,
  Signature,
  Snapshot,
  TargetFile,
  Targets,
  Timestamp,
} from '@tufjs/models';
import { sign } from 'node:crypto';
import { DocumentStore } from '../../../state/DocumentStore';
import { InstanceKey } from '../keys/InstanceKeys';
import { sha256 } from '../keys/sha';

const specVersion = '1.0.31';
const roles = ['root', 'targets', 'snapshot', 'timestamp'] as const;

/** File name to content. */
type Files = Record<string, string>;

/**
 * A TUF repository with consistent snapshots, one key for all roles and one
 * root for ever. A change of the targets makes a new version of the rest.
 *
 * @see https://theupdateframework.github.io/specification/latest/
 */
export class TufRepository {
  readonly #files: Files;

  private constructor(files: Files) {
    this.#files = files;
  }

  /** Publishes these targets, unless they are what was published last. */
  static publish(options: {
    store: DocumentStore;
    key: InstanceKey;
    targets: Files;
    /** When all of the metadata expires. */
    expires: Date;
  }): TufRepository {
    const { store, targets } = options;
    const kept = store.get<{ version: number; targets: Files; files: Files }>(
      'tuf',
      'published',
    );
    if (kept && JSON.stringify(kept.targets) === JSON.stringify(targets)) {
      return new TufRepository(kept.files);
    }
    const version = (kept?.version ?? 0) + 1;
    const files = {
      // Clients that know an older version go on from it.
      ...kept?.files,
      ...metadataOf({ ...options, version, root: kept?.files['1.root.json'] }),
    };
    store.put('tuf', 'published', { version, targets, files });
    return new TufRepository(files);
  }

  /** The first root, with which every client begins. */
  get initialRoot(): string {
    return this.#files['1.root.json'];
  }

  /** @param path - below the mirror's address: `timestamp.json`, `targets/<hash>.trusted_root.json` */
  file(path: string): string | undefined {
    return Object.hasOwn(this.#files, path) ? this.#files[path] : undefined;
  }
}

function metadataOf(options: {
  key: InstanceKey;
  targets: Files;
  expires: Date;
  version: number;
  root: string | undefined;
}): Files {
  const { version, key } = options;
  const signer = signerOf(key);
  const common = {
    specVersion,
    version,
    expires: options.expires.toISOString().replace(/\.\d+Z$/, 'Z'),
  };
  const targetFiles = Object.entries(options.targets).map(
    ([path, content]) => ({ path, content, hash: hashOf(content) }),
  );
  const targets = signer.sign(
    new Targets({
      ...common,
      targets: Object.fromEntries(
        targetFiles.map(({ path, content, hash }) => [
          path,
          new TargetFile({
            path,
            length: Buffer.byteLength(content),
            hashes: { sha256: hash },
          }),
        ]),
      ),
    }),
  );
  const snapshot = signer.sign(
    new Snapshot({
      ...common,
      meta: { 'targets.json': metaOf(targets, version) },
    }),
  );
  const timestamp = signer.sign(
    new Timestamp({ ...common, snapshotMeta: metaOf(snapshot, version) }),
  );
  const root =
    options.root ?? signer.sign(rootOf(signer.key, { ...common, version: 1 }));
  return {
    'root.json': root,
    '1.root.json': root,
    [`${version}.targets.json`]: targets,
    [`${version}.snapshot.json`]: snapshot,
    'timestamp.json': timestamp,
    ...Object.fromEntries(
      targetFiles.map(({ path, content, hash }) => [
        `targets/${hash}.${path}`,
        content,
      ]),
    ),
  };
}

function rootOf(
  key: Key,
  common: { specVersion: string; version: number; expires: string },
): Root {
  const root = new Root({ ...common, consistentSnapshot: true });
  roles.forEach(role => root.addKey(key, role));
  return root;
}

function signerOf({ privateKey, publicKey }: InstanceKey) {
  const raw = Buffer.from(
    publicKey.export({ format: 'jwk' }).x ?? '',
    'base64url',
  );
  const shape = {
    keyType: 'ed25519',
    scheme: 'ed25519',
    keyVal: { public: raw.toString('hex') },
  };
  const keyID = hashOf(JSON.stringify(shape));
  return {
    key: new Key({ keyID, ...shape }),
    sign(signed: Root | Targets | Snapshot | Timestamp): string {
      const metadata = new Metadata(signed);
      metadata.sign(
        bytes =>
          new Signature({
            keyID,
            sig: sign(null, bytes, privateKey).toString('hex'),
          }),
      );
      return JSON.stringify(metadata.toJSON());
    },
  };
}

function metaOf(file: string, version: number): MetaFile {
  return new MetaFile({
    version,
    length: Buffer.byteLength(file),
    hashes: { sha256: hashOf(file) },
  });
}

function hashOf(text: string): string {
  return sha256(Buffer.from(text)).toString('hex');
}
