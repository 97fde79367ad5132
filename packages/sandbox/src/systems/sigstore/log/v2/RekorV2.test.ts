import { DocumentStore } from '../../../../state/DocumentStore';
import { InstanceKeys } from '../../keys/InstanceKeys';
import { sha256 } from '../../keys/sha';
import { createSigningKey } from '../../testing/SigningKey';
import { hashLeaf } from '../MerkleTree';
import { RekorV2 } from './RekorV2';

const now = new Date('2026-06-01T10:00:00Z');
const bodyOf = (i: number) => Buffer.from(JSON.stringify({ kind: 'test', i }));

describe('RekorV2', () => {
  let store: DocumentStore;
  let log: RekorV2;

  const open = () =>
    new RekorV2({
      store,
      key: new InstanceKeys(store).get('rekor-v2'),
      name: 'sigstore.example',
    });
  beforeEach(() => {
    store = DocumentStore.open(':memory:');
    log = open();
  });
  afterEach(() => store.close());

  it('shows its tree in tiles', () => {
    for (let i = 0; i < 600; i += 1) log.append(bodyOf(i), now);

    const hashes = Array.from({ length: 600 }, (_, i) => hashLeaf(bodyOf(i)));
    expect(log.tile('0/000')).toEqual(Buffer.concat(hashes.slice(0, 256)));
    expect(log.tile('0/002.p/88')).toEqual(Buffer.concat(hashes.slice(512)));
    const rootOf = (leaves: Buffer[]): Buffer => {
      if (leaves.length === 1) return leaves[0];
      const [left, right] = [
        leaves.slice(0, leaves.length / 2),
        leaves.slice(leaves.length / 2),
      ];
      return sha256(Buffer.of(1), rootOf(left), rootOf(right));
    };
    expect(log.tile('1/000.p/2')).toEqual(
      Buffer.concat([
        rootOf(hashes.slice(0, 256)),
        rootOf(hashes.slice(256, 512)),
      ]),
    );
    const entries = log.tile('entries/000.p/2')!;
    const first = bodyOf(0);
    expect(entries.readUInt16BE()).toBe(first.length);
    expect(entries.subarray(2, 2 + first.length)).toEqual(first);
    expect(entries.subarray(4 + first.length)).toEqual(bodyOf(1));
  });

  it.each([
    '0/002',
    '0/x001/000',
    '1/000',
    '3/000',
    '0/0',
    '0/000.p/0',
    '../x',
    'entries/002',
  ])('has no tile %s yet', path => {
    for (let i = 0; i < 600; i += 1) log.append(bodyOf(i), now);
    expect(log.tile(path)).toBeUndefined();
  });

  it('proves old entries in the tree of now, and stays the same log', () => {
    const { inclusionProof } = log.append(bodyOf(0), now);
    expect(inclusionProof).toMatchObject({ treeSize: '1', hashes: [] });
    log.append(bodyOf(1), now);
    const again = open();
    expect(again.logId).toEqual(log.logId);
    expect(again.checkpoint).toBe(log.checkpoint);
    expect(again.at(0)?.entry.inclusionProof).toMatchObject({
      treeSize: '2',
      hashes: [hashLeaf(bodyOf(1)).toString('base64')],
    });
  });

  it('says what is wrong with a request', () => {
    const { publicKey } = createSigningKey('ecdsa-p384');
    const rawBytes = publicKey
      .export({ format: 'der', type: 'spki' })
      .toString('base64');
    const request = (
      keyDetails: string,
      verifier: object = { publicKey: { rawBytes } },
    ) => ({
      hashedRekordRequestV002: {
        digest: sha256(Buffer.of()).toString('base64'),
        signature: { content: 'AAAA', verifier: { keyDetails, ...verifier } },
      },
    });
    const refusal = (body: unknown) => () => log.propose(body, now);

    expect(refusal({})).toThrow(
      'must have either hashedRekordRequestV002 or dsseRequestV002',
    );
    expect(refusal(request('PKIX_ECDSA_P256_SHA_256'))).toThrow(
      'keyDetails PKIX_ECDSA_P256_SHA_256 is not what the key is',
    );
    expect(refusal(request('ML_DSA_65'))).toThrow(
      'unsupported signature algorithm: ML_DSA_65',
    );
    expect(refusal(request('PKIX_ECDSA_P384_SHA_256'))).toThrow(
      'invalid signature',
    );
    expect(refusal(request('PKIX_ECDSA_P384_SHA_256', {}))).toThrow(
      'must have either publicKey or x509Certificate',
    );
    expect(log.size).toBe(0);
  });
});
