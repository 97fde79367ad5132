import { RFC3161Timestamp, X509Certificate } from '@sigstore/core';
import * as asn1js from 'asn1js';
import { createPublicKey } from 'node:crypto';
import * as pkijs from 'pkijs';
import { digest, HashName } from '../keys/sha';
import { createSigstoreInstance, SigstoreInstance } from '../SigstoreInstance';
import {
  parseTimestampJson,
  parseTimestampQuery,
} from './parseTimestampRequest';
import { hashOids } from './TimestampAuthority';

const artifact = Buffer.from('a signature');

describe('TimestampAuthority', () => {
  let instance: SigstoreInstance;
  beforeAll(async () => {
    instance = await createSigstoreInstance();
  });
  afterAll(() => instance.close());

  it('stamps whole seconds, whatever the time', () => {
    const [signing] = instance.timestamps.chain;
    const { publicKey } = X509Certificate.parse(signing);
    const request = parseTimestampJson({
      artifactHash: digest('sha256', artifact).toString('base64'),
      hashAlgorithm: 'sha256',
      certificates: true,
      nonce: 0x80,
    });
    for (let ms = 0; ms < 1000; ms += 50) {
      const at = new Date(Date.UTC(2026, 5, 1, 10, 0, 0, ms));
      const stamp = RFC3161Timestamp.parse(
        instance.timestamps.stamp(request, at),
      );
      expect(stamp.signingTime).toEqual(new Date('2026-06-01T10:00:00Z'));
      expect(stamp.status).toBe(0n);
      stamp.verify(artifact, keyOf(publicKey));
    }
  });

  it.each(['sha256', 'sha384', 'sha512'] as const)(
    'reads queries in DER with %s, and answers their nonce',
    hash => {
      const nonce = Buffer.from('0123456789abcdef', 'hex');
      const query = new pkijs.TimeStampReq({
        version: 1,
        messageImprint: new pkijs.MessageImprint({
          hashAlgorithm: new pkijs.AlgorithmIdentifier({
            algorithmId: hashOids[hash as HashName],
          }),
          hashedMessage: new asn1js.OctetString({
            valueHex: digest(hash, artifact),
          }),
        }),
        nonce: new asn1js.Integer({ valueHex: nonce }),
        certReq: true,
      });
      const request = parseTimestampQuery(
        Buffer.from(query.toSchema().toBER()),
      );
      expect(request).toEqual({
        hash,
        digest: digest(hash, artifact),
        certificates: true,
        nonce,
      });
      const response = pkijs.TimeStampResp.fromBER(
        instance.timestamps.stamp(request, new Date()),
      );
      expect(response.status.status).toBe(0);
      expect(
        RFC3161Timestamp.parse(Buffer.from(response.toSchema().toBER())).tstInfo
          .genTime,
      ).toBeInstanceOf(Date);
    },
  );

  it('refuses what is no digest', () => {
    expect(() =>
      parseTimestampJson({ artifactHash: 'AAAA', hashAlgorithm: 'sha256' }),
    ).toThrow('a digest of 3 bytes is none of sha256');
    expect(() =>
      parseTimestampJson({ artifactHash: 'AAAA', hashAlgorithm: 'md5' }),
    ).toThrow('hashAlgorithm');
    expect(() => parseTimestampQuery(Buffer.from('no DER'))).toThrow(
      'the body is no TimeStampReq',
    );
  });
});

function keyOf(publicKey: Buffer) {
  return createPublicKey({ key: publicKey, format: 'der', type: 'spki' });
}
