import { sign } from 'node:crypto';
import { DocumentStore } from '../../../../state/DocumentStore';
import { InstanceKey, spkiOf } from '../../keys/InstanceKeys';
import { sha256 } from '../../keys/sha';
import { hashLeaf } from '../MerkleTree';
import { signNote } from '../signNote';
import { LeafRecord, TransparencyLog } from '../TransparencyLog';
import { canonicalizeV2 } from './canonicalize';
import { parseTilePath } from './parseTilePath';
import { readTile } from './readTile';

/** A `TransparencyLogEntry` as protobuf JSON: 64-bit numbers as text, bytes as base64. */
export type RekorV2Entry = {
  logIndex: string;
  logId: { keyId: string };
  kindVersion: { kind: string; version: '0.0.2' };
  /** Always 0: the time comes from a timestamp authority. */
  integratedTime: '0';
  inclusionProof: {
    logIndex: string;
    treeSize: string;
    rootHash: string;
    hashes: string[];
    checkpoint: { envelope: string };
  };
  canonicalizedBody: string;
};

/**
 * Rekor v2: proves at once, and promises and dates nothing.
 *
 * @see https://github.com/sigstore/rekor-tiles/blob/main/CLIENTS.md
 */
export class RekorV2 {
  readonly publicKey: Buffer;
  readonly logId: Buffer;
  readonly #log: TransparencyLog;

  constructor(options: {
    store: DocumentStore;
    /** Ed25519. */
    key: InstanceKey;
    /** The host of the log's address, as its checkpoints name it. */
    name: string;
  }) {
    const { name, key, store } = options;
    this.publicKey = spkiOf(key.publicKey);
    this.logId = sha256(
      Buffer.from(`${name}\n`),
      Buffer.of(0x01), // Ed25519, see https://c2sp.org/signed-note
      this.publicKey.subarray(-32),
    );
    this.#log = new TransparencyLog({
      store,
      bucket: 'rekor-v2',
      signCheckpoint: (size, root) =>
        signNote([name, String(size), root.toString('base64')], {
          name,
          keyId: this.logId,
          sign: note => sign(null, note, key.privateKey),
        }),
    });
  }

  /**
   * Checks a request and logs it, unless it is there already.
   *
   * @throws ProposalError when it is not what it says
   */
  propose(
    request: unknown,
    at: Date,
  ): { result: 'created' | 'exists'; entry: RekorV2Entry } {
    const body = canonicalizeV2(request);
    const known = this.#log.find(hashLeaf(body).toString('hex'));
    if (known) return { result: 'exists', entry: this.#toEntry(known) };
    return { result: 'created', entry: this.append(body, at) };
  }

  /** Logs bytes without looking at them: for what no honest log would hold. */
  append(body: Buffer, at: Date): RekorV2Entry {
    return this.#toEntry(this.#log.append(body, at));
  }

  at(index: number): { entry: RekorV2Entry; at: Date } | undefined {
    const record = this.#log.get(index);
    return record && { entry: this.#toEntry(record), at: record.at };
  }

  get size(): number {
    return this.#log.size;
  }

  get checkpoint(): string {
    return this.#log.checkpoint;
  }

  /** @param path - below `/tile/`; undefined for what is no tile, or not there yet */
  tile(path: string): Buffer | undefined {
    const tile = parseTilePath(path);
    return tile && readTile(this.#log, tile);
  }

  #toEntry({ index, body }: LeafRecord): RekorV2Entry {
    const proof = this.#log.proof(index);
    const { kind }: { kind: string } = JSON.parse(body.toString('utf8'));
    return {
      logIndex: String(index),
      logId: { keyId: this.logId.toString('base64') },
      kindVersion: { kind, version: '0.0.2' },
      integratedTime: '0',
      inclusionProof: {
        logIndex: String(proof.logIndex),
        treeSize: String(proof.treeSize),
        rootHash: proof.rootHash.toString('base64'),
        hashes: proof.hashes.map(hash => hash.toString('base64')),
        checkpoint: { envelope: proof.checkpoint },
      },
      canonicalizedBody: body.toString('base64'),
    };
  }
}
