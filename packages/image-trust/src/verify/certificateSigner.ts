import { X509Certificate as NodeCertificate } from 'node:crypto';
import { ASN1Obj, X509Certificate } from '@sigstore/core';
import { digestOf } from '../oci/digest';
import type { BuildIdentity, CertificateSigner } from './Verdict';
import { VerificationFailure } from './VerificationFailure';

const subjectAltNameOid = '2.5.29.17';
const usernameOid = '1.3.6.1.4.1.57264.1.7';
const codeSigningOid = '1.3.6.1.5.5.7.3.3';
const fulcio = '1.3.6.1.4.1.57264.1';

/**
 * Reads who holds a certificate, from what its authority signed.
 *
 * The library's own reading keeps only seven bits of each character, so that
 * other bytes could pass for another name.
 *
 * @throws VerificationFailure `CERT_NOT_FOR_SIGNING`
 */
export function certificateSigner(
  certificate: X509Certificate,
  der: Buffer,
): CertificateSigner {
  const usages = new NodeCertificate(der).keyUsage ?? [];
  if (certificate.isCA || !usages.includes(codeSigningOid)) {
    throw notForSigning(
      certificate.isCA
        ? 'the certificate of an authority'
        : `a certificate for ${usages.join(', ') || 'no stated purpose'}`,
    );
  }
  return {
    kind: 'certificate',
    ...subjectOf(certificate),
    issuer:
      extensionOf(certificate, `${fulcio}.8`) ??
      rawExtensionOf(certificate, `${fulcio}.1`),
    build: buildOf(certificate),
    certificate: digestOf(der),
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
  };
}

function subjectOf(
  certificate: X509Certificate,
): Pick<CertificateSigner, 'identity' | 'identityType'> {
  const names =
    certificate.extension(subjectAltNameOid)?.valueObj.subs[0]?.subs ?? [];
  // With two, one could be checked and the other shown.
  if (names.length !== 1) {
    throw notForSigning(`a certificate with ${names.length} names`);
  }
  const [name] = names;
  if (name.tag.isContextSpecific(0x06)) {
    return { identityType: 'uri', identity: textOf(name.value) };
  }
  if (name.tag.isContextSpecific(0x01)) {
    return { identityType: 'email', identity: textOf(name.value) };
  }
  if (
    name.tag.isContextSpecific(0x00) &&
    name.subs[0]?.toOID() === usernameOid
  ) {
    const value = name.subs[1]?.subs[0]?.value ?? Buffer.of();
    return { identityType: 'username', identity: textOf(value) };
  }
  throw notForSigning('a certificate with a name of another kind');
}

function buildOf(certificate: X509Certificate): BuildIdentity {
  const text = (id: number) => extensionOf(certificate, `${fulcio}.${id}`);
  const old = (id: number) => rawExtensionOf(certificate, `${fulcio}.${id}`);
  const oldRepository = old(5);
  return {
    buildSignerUri: text(9),
    buildSignerDigest: text(10),
    runnerEnvironment: text(11),
    sourceRepository:
      // The older extension leaves the host out, and only GitHub wrote it.
      text(12) ?? (oldRepository && `https://github.com/${oldRepository}`),
    sourceCommit: text(13) ?? old(3),
    sourceRef: text(14) ?? old(6),
    sourceRepositoryId: text(15),
    sourceOwner: text(16),
    sourceOwnerId: text(17),
    buildConfigUri: text(18),
    buildConfigDigest: text(19),
    buildTrigger: text(20) ?? old(2),
    runInvocationUri: text(21),
    sourceVisibility: text(22),
    deploymentEnvironment: text(23),
  };
}

/** The newer extensions hold a DER UTF8String. */
function extensionOf(
  certificate: X509Certificate,
  oid: string,
): string | undefined {
  const extension = certificate.extension(oid);
  if (!extension) return undefined;
  const value: ASN1Obj | undefined = extension.valueObj.subs[0];
  if (value?.tag.number !== 0x0c || !value.tag.isUniversal()) {
    throw notForSigning(`an extension ${oid} that is no text`);
  }
  return textOf(value.value);
}

/** The older ones hold bare bytes. */
function rawExtensionOf(
  certificate: X509Certificate,
  oid: string,
): string | undefined {
  const extension = certificate.extension(oid);
  return extension && textOf(extension.value);
}

function textOf(bytes: Buffer): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw notForSigning('a certificate whose text is no UTF-8');
  }
  // A control character could end a line of a report or hide the rest of a name.
  if (text.length === 0 || text.length > 2048 || /\p{Cc}/u.test(text)) {
    throw notForSigning('a certificate with a text that nobody would write');
  }
  return text;
}

function notForSigning(found: string): VerificationFailure {
  return new VerificationFailure('CERT_NOT_FOR_SIGNING', {
    expected: 'a certificate for code signing with one name',
    found,
  });
}
