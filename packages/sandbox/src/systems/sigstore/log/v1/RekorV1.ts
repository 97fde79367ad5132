import { json } from '@sigstore/core';
import { sign } from 'node:crypto';
import { DocumentStore } from '../../../../state/DocumentStore';
import { InstanceKey, spkiOf } from '../../keys/InstanceKeys';
import { sha256 } from '../../keys/sha';
import { hashLeaf } from '../MerkleTree';
import { signNote } from '../signNote';
import { LeafRecord, TransparencyLog } from '../TransparencyLog';
import { canonicalize } from './canonicalize';

/** An entry as `GET /api/v1/log/entries` shows it, without its UUID. */
export type RekorV1Entry = {
  /** Base64 of the canonical entry. */
  body: string;
  /** Seconds since 1970. */
  integratedTime: number;
  /** SHA-256 of the log's key, hexadecimal. */
  logID: string;
  logIndex: number;
  verification: {
    inclusionProof: {
      logIndex: number;
      treeSize: number;
      /** Hexadecimal, as `hashes`. */
      rootHash: string;
      hashes: string[];
      checkpoint: string;
    };
    /** Base64. */
    signedEntryTimestamp: string;
  };
};

export type NamedEntry = { uuid: string; entry: RekorV1Entry };

/**
 * Rekor v1: promises to include what it is given, and proves it.
 *
 * @see https://github.com/sigstore/rekor/blob/main/openapi.yaml
 */
export class RekorV1 {
  readonly publicKey: Buffer;
  readonly logId: Buffer;
  readonly #key: InstanceKey;
  readonly #log: TransparencyLog;
  readonly #treeId: string;

  constructor(options: {
    store: DocumentStore;
    key: InstanceKey;
    /** The host of the log's address, as its checkpoints name it. */
    name: string;
  }) {
    const { name, key, store } = options;
    this.#key = key;
    this.publicKey = spkiOf(key.publicKey);
    this.logId = sha256(this.publicKey);
    // 63 bits: Rekor's are signed integers.
    this.#treeId = String(this.logId.readBigUInt64BE() >> 1n);
    this.#log = new TransparencyLog({
      store,
      bucket: 'rekor-v1',
      signCheckpoint: (size, root) =>
        signNote(
          [`${name} - ${this.#treeId}`, String(size), root.toString('base64')],
          { name, keyId: this.logId, sign: note => this.#sign(note) },
        ),
    });
  }

  /**
   * Checks a proposed entry and logs it, unless it is there already.
   *
   * @throws ProposalError when it is not what it says
   */
  propose(
    proposal: unknown,
    at: Date,
  ): NamedEntry & { result: 'created' | 'exists' } {
    const body = canonicalize(proposal);
    const known = this.#log.find(hashLeaf(body).toString('hex'));
    if (known) return { result: 'exists', ...this.#toEntry(known) };
    return { result: 'created', ...this.append(body, at) };
  }

  /** Logs bytes without looking at them: for what no honest log would hold. */
  append(body: Buffer, at: Date): NamedEntry {
    return this.#toEntry(this.#log.append(body, at));
  }

  /** @param uuid - with or without the tree's ID in front */
  find(uuid: string): NamedEntry | undefined {
    const record = this.#log.find(uuid.toLowerCase().slice(-64));
    return record && this.#toEntry(record);
  }

  at(index: number): NamedEntry | undefined {
    const record = this.#log.get(index);
    return record && this.#toEntry(record);
  }

  get size(): number {
    return this.#log.size;
  }

  /** What `GET /api/v1/log` answers. */
  get state() {
    return {
      rootHash: this.#log.root.toString('hex'),
      signedTreeHead: this.#log.checkpoint,
      treeID: this.#treeId,
      treeSize: this.#log.size,
      inactiveShards: [],
    };
  }

  #toEntry({ index, body, at }: LeafRecord): NamedEntry {
    const proof = this.#log.proof(index);
    const promised = {
      body: body.toString('base64'),
      integratedTime: Math.floor(at.getTime() / 1000),
      logID: this.logId.toString('hex'),
      logIndex: index,
    };
    const treeId = BigInt(this.#treeId).toString(16).padStart(16, '0');
    return {
      uuid: `${treeId}${hashLeaf(body).toString('hex')}`,
      entry: {
        ...promised,
        verification: {
          inclusionProof: {
            logIndex: proof.logIndex,
            treeSize: proof.treeSize,
            rootHash: proof.rootHash.toString('hex'),
            hashes: proof.hashes.map(hash => hash.toString('hex')),
            checkpoint: proof.checkpoint,
          },
          signedEntryTimestamp: this.#sign(
            Buffer.from(json.canonicalize(promised)),
          ).toString('base64'),
        },
      },
    };
  }

  #sign(bytes: Buffer): Buffer {
    return sign('sha256', bytes, this.#key.privateKey);
  }
}
