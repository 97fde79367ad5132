import {
  AuthorityKeyIdentifierExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PublicKey,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import * as asn1js from 'asn1js';
import { KeyObject } from 'node:crypto';
import { InstanceKey, spkiOf } from '../keys/InstanceKeys';
import {
  CertificateIdentity,
  FulcioExtension,
  fulcioExtensions,
} from './CertificateIdentity';
import {
  AuthorityChain,
  certificateAlgorithm,
  newSerialNumber,
  toCryptoKey,
  toDer,
} from './createAuthority';
import { CtLog } from './CtLog';

const minute = 60_000;
const timestampListOid = '1.3.6.1.4.1.11129.2.4.2';

export type CertificateRequest = {
  identity: CertificateIdentity;
  publicKey: KeyObject;
  /** When it is issued, which is when its validity begins. */
  at: Date;
  /** Milliseconds. Default ten minutes, as Fulcio. */
  validForMs?: number;
  /** Without it, no log says that the certificate was made public. Default true. */
  timestamped?: boolean;
};

/** Fulcio's authority: issues certificates that last as long as a signature takes. */
export class CertificateAuthority {
  readonly ctLog: CtLog;
  readonly #chain: AuthorityChain;
  readonly #key: InstanceKey;
  readonly #name: string;

  constructor(options: {
    chain: AuthorityChain;
    /** The subject of `chain.issued`. */
    name: string;
    key: InstanceKey;
    ctLog: CtLog;
  }) {
    this.ctLog = options.ctLog;
    this.#chain = options.chain;
    this.#name = options.name;
    this.#key = options.key;
  }

  /** DER, from the issuer of leaves to the root. */
  get chain(): readonly [intermediate: Buffer, root: Buffer] {
    return [this.#chain.issued, this.#chain.root];
  }

  /** @returns DER of the certificate */
  async issue(request: CertificateRequest): Promise<Buffer> {
    const { identity, at, validForMs = 10 * minute } = request;
    // Seconds are all that a certificate holds.
    const notBefore = new Date(Math.floor(at.getTime() / 1000) * 1000);
    const publicKey = new PublicKey(spkiOf(request.publicKey));
    const issuerKey = spkiOf(this.#key.publicKey);
    const { type, value } = identity.subject;
    const content = {
      serialNumber: newSerialNumber(),
      issuer: this.#name,
      notBefore,
      notAfter: new Date(notBefore.getTime() + validForMs),
      publicKey,
      signingKey: await toCryptoKey(this.#key.privateKey),
      signingAlgorithm: certificateAlgorithm,
    };
    const extensions = [
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.codeSigning]),
      await SubjectKeyIdentifierExtension.create(publicKey),
      await AuthorityKeyIdentifierExtension.create(new PublicKey(issuerKey)),
      new SubjectAlternativeNameExtension(
        [{ type: type === 'uri' ? 'url' : 'email', value }],
        true,
      ),
      ...toExtensions(identity.extensions),
    ];
    const precertificate = await X509CertificateGenerator.create({
      ...content,
      extensions,
    });
    if (request.timestamped === false) return toDer(precertificate);
    const list = this.ctLog.timestampList(toDer(precertificate), {
      issuerKey,
      at: notBefore,
    });
    const octets = new asn1js.OctetString({ valueHex: list });
    return toDer(
      await X509CertificateGenerator.create({
        ...content,
        extensions: [
          ...extensions,
          new Extension(timestampListOid, false, octets.toBER()),
        ],
      }),
    );
  }
}

function toExtensions(values: CertificateIdentity['extensions']): Extension[] {
  const names = Object.keys(fulcioExtensions) as FulcioExtension[];
  return names.flatMap(name => {
    const value = values[name];
    const number = fulcioExtensions[name];
    if (value === undefined) return [];
    const bytes =
      number <= 6
        ? Buffer.from(value, 'utf8')
        : new asn1js.Utf8String({ value }).toBER();
    return [new Extension(`1.3.6.1.4.1.57264.1.${number}`, false, bytes)];
  });
}
