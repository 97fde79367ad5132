import { DocumentStore } from '../../../state/DocumentStore';
import { hashLeaf, MerkleTree } from './MerkleTree';

/** What a log holds under one index. */
export type LeafRecord = {
  index: number;
  /** The canonical entry, byte for byte. */
  body: Buffer;
  at: Date;
};

export type InclusionProof = {
  logIndex: number;
  treeSize: number;
  rootHash: Buffer;
  hashes: Buffer[];
  checkpoint: string;
};

type KeptLeaf = { body: string; at: string };

/**
 * An append-only list of entries with its Merkle tree. It checks nothing: what
 * may be logged is decided before.
 */
export class TransparencyLog {
  readonly #store: DocumentStore;
  readonly #bucket: string;
  readonly #tree = new MerkleTree();
  readonly #indexes = new Map<string, number>();
  readonly #signCheckpoint: (size: number, root: Buffer) => string;

  constructor(options: {
    store: DocumentStore;
    /** Its own in the store. */
    bucket: string;
    signCheckpoint: (size: number, root: Buffer) => string;
  }) {
    this.#store = options.store;
    this.#bucket = options.bucket;
    this.#signCheckpoint = options.signCheckpoint;
    for (const [, { body }] of this.#store.list<KeptLeaf>(this.#bucket)) {
      this.#grow(Buffer.from(body, 'base64'));
    }
  }

  get size(): number {
    return this.#tree.size;
  }

  get checkpoint(): string {
    return this.#signCheckpoint(this.size, this.#tree.root());
  }

  get root(): Buffer {
    return this.#tree.root();
  }

  append(body: Buffer, at: Date): LeafRecord {
    const index = this.size;
    const kept: KeptLeaf = {
      body: body.toString('base64'),
      at: at.toISOString(),
    };
    this.#store.put(this.#bucket, keyOf(index), kept);
    this.#grow(body);
    return { index, body, at };
  }

  get(index: number): LeafRecord | undefined {
    const kept = this.#store.get<KeptLeaf>(this.#bucket, keyOf(index));
    if (!kept) return undefined;
    const body = Buffer.from(kept.body, 'base64');
    return { index, body, at: new Date(kept.at) };
  }

  /** @param leafHash - hexadecimal */
  find(leafHash: string): LeafRecord | undefined {
    const index = this.#indexes.get(leafHash);
    return index === undefined ? undefined : this.get(index);
  }

  proof(index: number): InclusionProof {
    return {
      logIndex: index,
      treeSize: this.size,
      rootHash: this.#tree.root(),
      hashes: this.#tree.inclusionProof(index),
      checkpoint: this.checkpoint,
    };
  }

  /** Hashes of one level of the tree; undefined when not all of them are there yet. */
  nodes(
    level: number,
    range: { start: number; count: number },
  ): Buffer[] | undefined {
    return this.#tree.nodes(level, range);
  }

  #grow(body: Buffer): void {
    const leafHash = hashLeaf(body);
    this.#indexes.set(leafHash.toString('hex'), this.#tree.size);
    this.#tree.append(leafHash);
  }
}

/** Keys sort as text. */
function keyOf(index: number): string {
  return String(index).padStart(12, '0');
}
