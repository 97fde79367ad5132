import * as asn1js from 'asn1js';
import { randomBytes, sign } from 'node:crypto';
import * as pkijs from 'pkijs';
import { AuthorityChain } from '../certificates/createAuthority';
import { InstanceKey } from '../keys/InstanceKeys';
import { HashName, sha256 } from '../keys/sha';

const oid = {
  signedData: '1.2.840.113549.1.7.2',
  timestampInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  sha256: '2.16.840.1.101.3.4.2.1',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  policy: '1.3.6.1.4.1.57264.2',
} as const;

export const hashOids: Record<HashName, string> = {
  sha256: oid.sha256,
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
};

export type TimestampRequest = {
  hash: HashName;
  /** Of what is stamped. */
  digest: Buffer;
  /** Whether the answer holds the authority's certificate. */
  certificates: boolean;
  /** Big-endian, as an ASN.1 INTEGER holds it. */
  nonce?: Buffer;
};

/**
 * Says that something existed at a time.
 *
 * @see https://www.rfc-editor.org/rfc/rfc3161
 */
export class TimestampAuthority {
  readonly #chain: AuthorityChain;
  readonly #key: InstanceKey;

  constructor(options: { chain: AuthorityChain; key: InstanceKey }) {
    this.#chain = options.chain;
    this.#key = options.key;
  }

  /** DER, the signing certificate first. */
  get chain(): readonly [signing: Buffer, root: Buffer] {
    return [this.#chain.issued, this.#chain.root];
  }

  /** @returns DER of a `TimeStampResp` */
  stamp(request: TimestampRequest, at: Date): Buffer {
    // Whole seconds, as Sigstore's authority: DER cuts zeros off a fraction,
    // and readers exist that want three digits.
    const time = new Date(Math.floor(at.getTime() / 1000) * 1000);
    const content = this.#content(request, time);
    const response = new pkijs.TimeStampResp({
      status: new pkijs.PKIStatusInfo({ status: 0 }),
      timeStampToken: new pkijs.ContentInfo({
        contentType: oid.signedData,
        content: this.#signed(content, {
          time,
          certificates: request.certificates,
        }).toSchema(true),
      }),
    });
    return Buffer.from(response.toSchema().toBER());
  }

  #content(request: TimestampRequest, time: Date): Buffer {
    const info = new pkijs.TSTInfo({
      version: 1,
      policy: oid.policy,
      messageImprint: new pkijs.MessageImprint({
        hashAlgorithm: new pkijs.AlgorithmIdentifier({
          algorithmId: hashOids[request.hash],
        }),
        hashedMessage: new asn1js.OctetString({ valueHex: request.digest }),
      }),
      serialNumber: new asn1js.Integer({ valueHex: positive() }),
      genTime: time,
      accuracy: new pkijs.Accuracy({ seconds: 1 }),
      ...(request.nonce && {
        nonce: new asn1js.Integer({ valueHex: request.nonce }),
      }),
    });
    return Buffer.from(info.toSchema().toBER());
  }

  #signed(
    content: Buffer,
    options: { time: Date; certificates: boolean },
  ): pkijs.SignedData {
    const certificate = pkijs.Certificate.fromBER(this.#chain.issued);
    const attributes = new pkijs.SignedAndUnsignedAttributes({
      type: 0,
      attributes: this.#attributes(content, options.time),
    });
    // RFC 5652, 5.4: signed is a SET, though the field is tagged [0].
    const signedBytes = Buffer.from(attributes.toSchema().toBER());
    signedBytes[0] = 0x31;
    attributes.encodedValue = signedBytes;
    const signature = sign('sha256', signedBytes, this.#key.privateKey);
    const sha = new pkijs.AlgorithmIdentifier({ algorithmId: oid.sha256 });
    return new pkijs.SignedData({
      version: 3,
      digestAlgorithms: [sha],
      encapContentInfo: encapsulate(content),
      certificates: options.certificates ? [certificate] : undefined,
      signerInfos: [
        new pkijs.SignerInfo({
          version: 1,
          sid: new pkijs.IssuerAndSerialNumber({
            issuer: certificate.issuer,
            serialNumber: certificate.serialNumber,
          }),
          digestAlgorithm: sha,
          signedAttrs: attributes,
          signatureAlgorithm: new pkijs.AlgorithmIdentifier({
            algorithmId: oid.ecdsaWithSha256,
          }),
          signature: new asn1js.OctetString({ valueHex: signature }),
        }),
      ],
    });
  }

  #attributes(content: Buffer, time: Date): pkijs.Attribute[] {
    // RFC 5816: which certificate signed; without a name of the hash it is SHA-256.
    const certificateId = new asn1js.Sequence({
      value: [new asn1js.OctetString({ valueHex: sha256(this.#chain.issued) })],
    });
    return [
      attribute(
        oid.contentType,
        new asn1js.ObjectIdentifier({ value: oid.timestampInfo }),
      ),
      attribute(oid.signingTime, new asn1js.UTCTime({ valueDate: time })),
      attribute(
        oid.messageDigest,
        new asn1js.OctetString({ valueHex: sha256(content) }),
      ),
      attribute(
        oid.signingCertificateV2,
        new asn1js.Sequence({
          value: [new asn1js.Sequence({ value: [certificateId] })],
        }),
      ),
    ];
  }
}

function attribute(type: string, value: asn1js.BaseBlock): pkijs.Attribute {
  return new pkijs.Attribute({ type, values: [value] });
}

function encapsulate(content: Buffer): pkijs.EncapsulatedContentInfo {
  const info = new pkijs.EncapsulatedContentInfo({
    eContentType: oid.timestampInfo,
  });
  // Not through the constructor, which would cut it into pieces.
  info.eContent = new asn1js.OctetString({ valueHex: content });
  return info;
}

function positive(): Buffer {
  const bytes = randomBytes(16);
  bytes[0] = (bytes[0] & 0x7f) | 0x40;
  return bytes;
}
