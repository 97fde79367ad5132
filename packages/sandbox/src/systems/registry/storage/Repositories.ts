import { DocumentStore } from '../../../state/DocumentStore';

/** A manifest as its repository knows it; its bytes are a blob. */
export type ManifestRecord = {
  digest: string;
  mediaType: string;
  size: number;
  /** The digest that the manifest names as its subject. */
  subject?: string;
  artifactType?: string;
  annotations?: Record<string, string>;
  pushedAt: string;
  /** Counts all manifests of the registry: referrers are listed in this order. */
  order: number;
};

type Upload = { name: string; startedAt: string };

const separator = '\n';

/** Which blobs, manifests, tags and uploads each repository has. */
export class Repositories {
  readonly #store: DocumentStore;

  constructor(store: DocumentStore) {
    this.#store = store;
  }

  /** Names of all repositories that hold anything, sorted. */
  names(): string[] {
    return this.#store.list('repositories').map(([name]) => name);
  }

  /** A repository that lost its last tag is still known. */
  isKnown(name: string): boolean {
    return this.#store.get('repositories', name) !== undefined;
  }

  linkBlob(name: string, digest: string): void {
    this.#store.put('blobs', key(name, digest), {});
    this.#know(name);
  }

  hasBlob(name: string, digest: string): boolean {
    return this.#store.get('blobs', key(name, digest)) !== undefined;
  }

  unlinkBlob(name: string, digest: string): void {
    this.#store.delete('blobs', key(name, digest));
  }

  /** Keeps a manifest and, when a tag is given, points the tag to it. */
  putManifest(
    name: string,
    manifest: Omit<ManifestRecord, 'order'>,
    tag?: string,
  ): void {
    this.#store.transaction(() => {
      const id = key(name, manifest.digest);
      // Put again, it keeps its place.
      if (!this.#store.get('manifests', id)) {
        const order = (this.#store.get<number>('counters', 'order') ?? 0) + 1;
        this.#store.put('counters', 'order', order);
        this.#store.put('manifests', id, { ...manifest, order });
      }
      if (tag) this.#store.put('tags', key(name, tag), manifest.digest);
      this.#know(name);
    });
  }

  manifest(name: string, digest: string): ManifestRecord | undefined {
    return this.#store.get('manifests', key(name, digest));
  }

  manifests(name: string): ManifestRecord[] {
    return this.#under<ManifestRecord>('manifests', name)
      .map(([, record]) => record)
      .sort((a, b) => a.order - b.order);
  }

  /** Removes a manifest and every tag that points to it. */
  deleteManifest(name: string, digest: string): void {
    this.#store.transaction(() => {
      this.#store.delete('manifests', key(name, digest));
      for (const [tag, target] of this.tags(name)) {
        if (target === digest) this.deleteTag(name, tag);
      }
    });
  }

  /** Tags with the digests that they point to, sorted by name. */
  tags(name: string): Array<[tag: string, digest: string]> {
    return this.#under<string>('tags', name);
  }

  resolveTag(name: string, tag: string): string | undefined {
    return this.#store.get('tags', key(name, tag));
  }

  deleteTag(name: string, tag: string): void {
    this.#store.delete('tags', key(name, tag));
  }

  startUpload(name: string, uuid: string, startedAt: string): void {
    this.#store.put('uploads', uuid, { name, startedAt });
  }

  hasUpload(name: string, uuid: string): boolean {
    return this.#store.get<Upload>('uploads', uuid)?.name === name;
  }

  endUpload(uuid: string): void {
    this.#store.delete('uploads', uuid);
  }

  #know(name: string): void {
    this.#store.put('repositories', name, {});
  }

  #under<T>(bucket: string, name: string): Array<[string, T]> {
    const prefix = key(name, '');
    return this.#store
      .list<T>(bucket)
      .filter(([id]) => id.startsWith(prefix))
      .map(([id, value]) => [id.slice(prefix.length), value]);
  }
}

/** A newline is in no repository's name, tag or digest. */
function key(name: string, rest: string): string {
  return `${name}${separator}${rest}`;
}
