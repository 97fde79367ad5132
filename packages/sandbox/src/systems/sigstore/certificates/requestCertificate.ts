import { Pkcs10CertificateRequest } from '@peculiar/x509';
import { createPublicKey, KeyObject } from 'node:crypto';
import { z } from 'zod';
import { readToken, TokenHolder } from '../identity/readToken';
import { hashesOf, verifiesMessage } from '../keys/verifySignature';
import { SigstoreInstance } from '../SigstoreInstance';
import { FulcioError } from './FulcioError';

const requestSchema = z.object({
  /** Absent where the token is in the header. */
  credentials: z.object({ oidcIdentityToken: z.string().min(1) }).optional(),
  publicKeyRequest: z
    .object({
      publicKey: z.object({ content: z.string().min(1) }),
      proofOfPossession: z.string().min(1),
    })
    .optional(),
  /** Base64 of a PEM. */
  certificateSigningRequest: z.string().optional(),
});

/**
 * Issues a certificate for the key that the holder of a token has, as Fulcio's
 * `CreateSigningCertificate`.
 *
 * @param options.server - the Git host, which is what repositories are at
 * @param options.token - from the header `Authorization`, as sigstore-go sends it
 * @returns DER, the certificate first
 * @throws FulcioError
 * @see https://github.com/sigstore/fulcio/blob/main/fulcio.proto
 */
export async function requestCertificate(
  instance: SigstoreInstance,
  options: { body: unknown; server: string; token?: string },
): Promise<Buffer[]> {
  const parsed = requestSchema.safeParse(options.body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalid(`${issue.path.join('.') || 'body'}: ${issue.message}`);
  }
  const { credentials, ...proof } = parsed.data;
  const holder = await holderOf(
    credentials?.oidcIdentityToken ?? options.token ?? '',
    {
      instance,
      server: options.server,
    },
  );
  const publicKey = await provenKey(proof, holder);
  const leaf = await instance.certificates.issue({
    identity: holder.identity,
    publicKey,
    at: instance.now(),
  });
  return [leaf, ...instance.certificates.chain];
}

async function holderOf(
  token: string,
  options: { instance: SigstoreInstance; server: string },
): Promise<TokenHolder> {
  const { tokens, now } = options.instance;
  try {
    return await readToken(token, {
      issuer: tokens.url,
      publicKey: tokens.publicKey,
      server: options.server,
      now: now(),
    });
  } catch (cause) {
    throw new FulcioError('UNAUTHENTICATED', {
      message: 'There was an error processing the identity token',
      cause,
    });
  }
}

async function provenKey(
  proof: Omit<z.infer<typeof requestSchema>, 'credentials'>,
  { challenge }: TokenHolder,
): Promise<KeyObject> {
  if (proof.publicKeyRequest) {
    const { publicKey, proofOfPossession } = proof.publicKeyRequest;
    const key = signingKey(() => createPublicKey(publicKey.content));
    const signature = Buffer.from(proofOfPossession, 'base64');
    if (!verifiesMessage(key, Buffer.from(challenge), signature)) {
      throw unproven();
    }
    return key;
  }
  const pem = Buffer.from(proof.certificateSigningRequest ?? '', 'base64');
  let request: Pkcs10CertificateRequest;
  try {
    request = new Pkcs10CertificateRequest(pem.toString('utf8'));
  } catch (cause) {
    throw invalid('The certificate signing request could not be parsed', cause);
  }
  const key = signingKey(() =>
    createPublicKey(request.publicKey.toString('pem')),
  );
  if (!(await request.verify())) throw unproven();
  return key;
}

function signingKey(read: () => KeyObject): KeyObject {
  let key: KeyObject | undefined;
  try {
    key = read();
  } catch (cause) {
    throw invalid(
      'The public key supplied in the request could not be parsed',
      cause,
    );
  }
  if (hashesOf(key).length === 0) {
    throw invalid('The public key supplied in the request is insecure');
  }
  return key;
}

function unproven(): FulcioError {
  return invalid('The signature supplied in the request could not be verified');
}

function invalid(message: string, cause?: unknown): FulcioError {
  return new FulcioError('INVALID_ARGUMENT', { message, cause });
}
