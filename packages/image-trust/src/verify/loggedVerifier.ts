import { createPublicKey } from 'node:crypto';
import { pem } from '@sigstore/core';
import { z } from 'zod';
import { VerificationFailure } from './VerificationFailure';

const text = z.string().min(1);
const v2Verifier = z.object({
  verifier: z.union([
    z.object({ x509Certificate: z.object({ rawBytes: text }) }),
    z.object({ publicKey: z.object({ rawBytes: text }) }),
  ]),
});
const first = <T extends z.ZodTypeAny>(item: T) => z.tuple([item]).rest(item);

/** Where each kind of entry keeps the certificate or key of its signature; v1 keeps PEM in base64, v2 DER in base64. */
const bodies = {
  'hashedrekord/0.0.1': z
    .object({
      spec: z.object({
        signature: z.object({ publicKey: z.object({ content: text }) }),
      }),
    })
    .transform(({ spec }) => ({ pem: spec.signature.publicKey.content })),
  'dsse/0.0.1': z
    .object({
      spec: z.object({ signatures: first(z.object({ verifier: text })) }),
    })
    .transform(({ spec }) => ({ pem: spec.signatures[0].verifier })),
  'intoto/0.0.1': z
    .object({ spec: z.object({ publicKey: text }) })
    .transform(({ spec }) => ({ pem: spec.publicKey })),
  'intoto/0.0.2': z
    .object({
      spec: z.object({
        content: z.object({
          envelope: z.object({
            signatures: first(z.object({ publicKey: text })),
          }),
        }),
      }),
    })
    .transform(({ spec }) => ({
      pem: spec.content.envelope.signatures[0].publicKey,
    })),
  'hashedrekord/0.0.2': z
    .object({
      spec: z.object({
        hashedRekordV002: z.object({ signature: v2Verifier }),
      }),
    })
    .transform(({ spec }) => ({
      der: spec.hashedRekordV002.signature.verifier,
    })),
  'dsse/0.0.2': z
    .object({
      spec: z.object({
        dsseV002: z.object({ signatures: first(v2Verifier) }),
      }),
    })
    .transform(({ spec }) => ({ der: spec.dsseV002.signatures[0].verifier })),
};

export type LogKind = keyof typeof bodies;

export function isLogKind(kind: string): kind is LogKind {
  return Object.hasOwn(bodies, kind);
}

/**
 * Checks that a log entry is about a signature by this very certificate or
 * key: signature and digest alone would let an entry stand for another
 * signer's.
 *
 * @param signer - certificate or public key, DER
 * @throws VerificationFailure `TLOG_MISMATCH`
 */
export function checkLoggedVerifier(
  entry: { kind: LogKind; body: unknown },
  signer: Buffer,
): void {
  const parsed = bodies[entry.kind].safeParse(entry.body);
  const logged = parsed.success ? toDer(parsed.data, signer) : undefined;
  if (logged?.equals(signer)) return;
  throw new VerificationFailure('TLOG_MISMATCH', {
    expected: 'a log entry of the certificate or key that signed',
    found: logged
      ? 'a log entry of another certificate or key'
      : 'a log entry that names no certificate and no key',
  });
}

type Logged =
  | { pem: string }
  | {
      der:
        | { x509Certificate: { rawBytes: string } }
        | { publicKey: { rawBytes: string } };
    };

function toDer(logged: Logged, signer: Buffer): Buffer | undefined {
  if ('der' in logged) {
    const { rawBytes } =
      'publicKey' in logged.der
        ? logged.der.publicKey
        : logged.der.x509Certificate;
    return Buffer.from(rawBytes, 'base64');
  }
  const decoded = Buffer.from(logged.pem, 'base64').toString('utf8');
  try {
    if (!decoded.includes('PUBLIC KEY')) return pem.toDER(firstBlock(decoded));
    const plain = pem.toDER(decoded);
    // The same key may be written in another way, which only its reader knows.
    return plain.equals(signer)
      ? plain
      : createPublicKey(decoded).export({ format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}

/** Rekor keeps a chain as it came; the signer is its first certificate. */
function firstBlock(chain: string): string {
  const end = '-----END CERTIFICATE-----';
  return chain.slice(0, chain.indexOf(end) + end.length);
}
