import type { X509Certificate } from '@sigstore/core';

/**
 * Keeps the DER of a certificate with it. The verifier compares and checks
 * certificates by encoding them again, two dozen times for one signature,
 * which was more than half of its time. Nobody changes a parsed certificate:
 * where the library leaves something out of one, it parses a copy first.
 */
export function encodeOnce(certificate: X509Certificate): X509Certificate {
  for (const part of [certificate.root, certificate.tbsCertificate]) {
    const der = part.toDER();
    part.toDER = () => der;
  }
  return certificate;
}
