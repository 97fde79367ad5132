import { z } from 'zod';
import { MalformedEvidenceError, parseJson } from './decodeBundle';

/**
 * The annotations in which Cosign 1 and 2 keep signature, certificate, log
 * entry and timestamp of a layer.
 *
 * @see https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md
 */
export const legacyAnnotation = {
  signature: 'dev.cosignproject.cosign/signature',
  certificate: 'dev.sigstore.cosign/certificate',
  bundle: 'dev.sigstore.cosign/bundle',
  timestamp: 'dev.sigstore.cosign/rfc3161timestamp',
} as const;

const base64 = z.string().regex(/^[A-Za-z0-9+/=\s]+$/, 'must be base64');

const logBundle = z.object({
  SignedEntryTimestamp: base64,
  Payload: z.object({
    body: base64,
    integratedTime: z.number().int().nonnegative(),
    logIndex: z.number().int().nonnegative(),
    logID: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits'),
  }),
});
const logBody = z.object({ kind: z.string(), apiVersion: z.string() });
const timestampBundle = z.object({ SignedRFC3161Timestamp: base64 });

/** The part of a Sigstore bundle that legacy annotations stand for, as its JSON. */
export function toVerificationMaterial(
  annotations: Record<string, string>,
): Record<string, unknown> {
  const certificate = annotations[legacyAnnotation.certificate];
  const log = annotations[legacyAnnotation.bundle];
  const timestamp = annotations[legacyAnnotation.timestamp];
  return {
    ...(certificate
      ? {
          x509CertificateChain: {
            certificates: [{ rawBytes: certificateBytes(certificate) }],
          },
        }
      : // Signed by a key, and nothing says by which.
        { publicKey: { hint: '' } }),
    tlogEntries: log ? [logEntry(log)] : [],
    timestampVerificationData: {
      rfc3161Timestamps: timestamp
        ? [{ signedTimestamp: timestampBytes(timestamp) }]
        : [],
    },
  };
}

/** The first certificate of a PEM text, as base64 of its DER. */
function certificateBytes(pem: string): string {
  const body =
    /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/.exec(
      pem,
    )?.[1];
  if (!body) throw new MalformedEvidenceError('no PEM certificate');
  return body.replace(/\s+/g, '');
}

function logEntry(annotation: string): Record<string, unknown> {
  const { SignedEntryTimestamp, Payload } = checked(
    logBundle,
    annotation,
    'a log entry',
  );
  const body = checked(
    logBody,
    Buffer.from(Payload.body, 'base64').toString('utf8'),
    "a log entry's body",
  );
  return {
    logIndex: String(Payload.logIndex),
    logId: { keyId: Buffer.from(Payload.logID, 'hex').toString('base64') },
    kindVersion: { kind: body.kind, version: body.apiVersion },
    integratedTime: String(Payload.integratedTime),
    inclusionPromise: { signedEntryTimestamp: SignedEntryTimestamp },
    canonicalizedBody: Payload.body,
  };
}

function timestampBytes(annotation: string): string {
  return checked(timestampBundle, annotation, 'a timestamp')
    .SignedRFC3161Timestamp;
}

function checked<T>(schema: z.ZodType<T>, text: string, what: string): T {
  const parsed = schema.safeParse(parseJson(text, what));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new MalformedEvidenceError(
    `${what}: ${issue.path.join('.')} ${issue.message}`,
  );
}
