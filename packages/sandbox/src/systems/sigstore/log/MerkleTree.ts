import { sha256 } from '../keys/sha';

const leafPrefix = Buffer.of(0x00);
const nodePrefix = Buffer.of(0x01);

export function hashLeaf(leaf: Buffer): Buffer {
  return sha256(leafPrefix, leaf);
}

function hashNode(left: Buffer, right: Buffer): Buffer {
  return sha256(nodePrefix, left, right);
}

/**
 * The Merkle tree of a log. Only complete subtrees are kept, for they never
 * change: `#levels[n][i]` is the hash over the leaves from `i * 2^n` to
 * `(i + 1) * 2^n`. What is left at the right edge is hashed when asked for.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6962#section-2.1
 */
export class MerkleTree {
  readonly #levels: Buffer[][] = [[]];

  get size(): number {
    return this.#levels[0].length;
  }

  append(leafHash: Buffer): void {
    let hash = leafHash;
    for (let level = 0; ; level += 1) {
      const nodes = (this.#levels[level] ??= []);
      nodes.push(hash);
      if (nodes.length % 2 === 1) return;
      hash = hashNode(nodes[nodes.length - 2], hash);
    }
  }

  /** The root hash of the tree as it was with `size` leaves. */
  root(size: number = this.size): Buffer {
    return size === 0 ? sha256() : this.#subtree(0, size);
  }

  /** The audit path of a leaf, from the leaf upwards (RFC 6962, 2.1.1). */
  inclusionProof(index: number, size: number = this.size): Buffer[] {
    return this.#path(index, { start: 0, size });
  }

  /**
   * Hashes of one level: 0 are the leaves, each of the next is over two.
   *
   * @returns undefined when not all of them are there yet
   */
  nodes(
    level: number,
    range: { start: number; count: number },
  ): Buffer[] | undefined {
    const { start, count } = range;
    const nodes = this.#levels[level]?.slice(start, start + count);
    return nodes?.length === count ? nodes : undefined;
  }

  #path(index: number, range: { start: number; size: number }): Buffer[] {
    const { start, size } = range;
    if (size === 1) return [];
    const split = largestPowerBelow(size);
    return index < split
      ? [
          ...this.#path(index, { start, size: split }),
          this.#subtree(start + split, size - split),
        ]
      : [
          ...this.#path(index - split, {
            start: start + split,
            size: size - split,
          }),
          this.#subtree(start, split),
        ];
  }

  #subtree(start: number, size: number): Buffer {
    const level = Math.log2(size);
    // A range of a power of two always starts at a multiple of it here.
    if (Number.isInteger(level)) return this.#levels[level][start / size];
    const split = largestPowerBelow(size);
    return hashNode(
      this.#subtree(start, split),
      this.#subtree(start + split, size - split),
    );
  }
}

function largestPowerBelow(size: number): number {
  return 2 ** (Math.ceil(Math.log2(size)) - 1);
}
