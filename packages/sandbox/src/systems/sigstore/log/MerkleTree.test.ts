import { sha256 } from '../keys/sha';
import { hashLeaf, MerkleTree } from './MerkleTree';

const leaf = (i: number) => hashLeaf(Buffer.from(`leaf ${i}`));

/** The root by the definition in RFC 6962, 2.1. */
function rootOf(leaves: Buffer[]): Buffer {
  if (leaves.length === 0) return sha256();
  if (leaves.length === 1) return leaves[0];
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return sha256(Buffer.of(1), rootOf(left), rootOf(right));
}

/** The root that a proof leads to, by RFC 9162, 2.1.3.2. */
function rootOfProof(
  hash: Buffer,
  options: { index: number; size: number; proof: Buffer[] },
): Buffer | undefined {
  let [fn, sn, r] = [options.index, options.size - 1, hash];
  for (const p of options.proof) {
    if (sn === 0) return undefined;
    if (fn % 2 === 1 || fn === sn) {
      r = sha256(Buffer.of(1), p, r);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1];
    } else {
      r = sha256(Buffer.of(1), r, p);
    }
    [fn, sn] = [fn >> 1, sn >> 1];
  }
  return sn === 0 ? r : undefined;
}

describe('MerkleTree', () => {
  it('has the root of the definition and a proof for every leaf, at every size', () => {
    const tree = new MerkleTree();
    const leaves: Buffer[] = [];
    expect(tree.root()).toEqual(rootOf([]));
    for (let size = 1; size <= 70; size += 1) {
      leaves.push(leaf(size));
      tree.append(leaf(size));
      expect(tree.size).toBe(size);
      const root = tree.root();
      expect(root).toEqual(rootOf(leaves));
      leaves.forEach((hash, index) => {
        const proof = tree.inclusionProof(index);
        expect(rootOfProof(hash, { index, size, proof })).toEqual(root);
      });
    }
    // What was the truth stays provable.
    expect(tree.root(37)).toEqual(rootOf(leaves.slice(0, 37)));
    expect(
      rootOfProof(leaves[5], {
        index: 5,
        size: 37,
        proof: tree.inclusionProof(5, 37),
      }),
    ).toEqual(tree.root(37));
  });

  it('proves one of many leaves', () => {
    const tree = new MerkleTree();
    for (let i = 0; i < 20_000; i += 1) tree.append(leaf(i));
    const proof = tree.inclusionProof(12_345);
    expect(proof).toHaveLength(15);
    expect(
      rootOfProof(leaf(12_345), { index: 12_345, size: 20_000, proof }),
    ).toEqual(tree.root());
  });
});
