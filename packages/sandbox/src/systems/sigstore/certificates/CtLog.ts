import { ByteStream, X509Certificate } from '@sigstore/core';
import { sign } from 'node:crypto';
import { InstanceKey, spkiOf } from '../keys/InstanceKeys';
import { sha256 } from '../keys/sha';

/**
 * The certificate transparency log. It keeps nothing: all that a verifier sees
 * of one is its signature in the certificate.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6962#section-3.2
 */
export class CtLog {
  readonly publicKey: Buffer;
  readonly logId: Buffer;
  readonly #key: InstanceKey;

  constructor(key: InstanceKey) {
    this.#key = key;
    this.publicKey = spkiOf(key.publicKey);
    this.logId = sha256(this.publicKey);
  }

  /**
   * Signs that the certificate was made public.
   *
   * @param precertificate - DER of the certificate without this very extension
   * @returns a `SignedCertificateTimestampList`
   */
  timestampList(
    precertificate: Buffer,
    options: { issuerKey: Buffer; at: Date },
  ): Buffer {
    const time = Buffer.alloc(8);
    time.writeBigUInt64BE(BigInt(options.at.getTime()));
    const tbs = X509Certificate.parse(precertificate).tbsCertificate.toDER();
    const signed = new ByteStream();
    signed.appendChar(0); // v1
    signed.appendChar(0); // certificate_timestamp
    signed.appendView(time);
    signed.appendUint16(1); // precert_entry
    signed.appendView(sha256(options.issuerKey));
    signed.appendUint24(tbs.length);
    signed.appendView(tbs);
    signed.appendUint16(0); // no extensions
    const signature = sign('sha256', signed.buffer, this.#key.privateKey);

    const timestamp = new ByteStream();
    timestamp.appendChar(0);
    timestamp.appendView(this.logId);
    timestamp.appendView(time);
    timestamp.appendUint16(0);
    timestamp.appendChar(4); // SHA-256
    timestamp.appendChar(3); // ECDSA
    timestamp.appendUint16(signature.length);
    timestamp.appendView(signature);

    const list = new ByteStream();
    list.appendUint16(timestamp.buffer.length + 2);
    list.appendUint16(timestamp.buffer.length);
    list.appendView(timestamp.buffer);
    return list.buffer;
  }
}
