import { CertificateIdentity } from '../certificates/CertificateIdentity';

/** Who a person's certificate names: an e-mail address, and who vouches for it. */
export function personIdentity(
  email: string,
  issuer: string,
): CertificateIdentity {
  return {
    subject: { type: 'email', value: email },
    extensions: { oldIssuer: issuer, issuer },
  };
}
