import type { Bundle } from '@sigstore/bundle';
import {
  DSSEBundleBuilder,
  FulcioSigner,
  IdentityProvider,
  InternalError,
  RekorWitness,
  TSAWitness,
} from '@sigstore/sign';
import { SystemError } from '../systems/pipeline/clients/request';
import { SigstoreAddresses } from './Sigstore';
import { Statement } from './statements';

export type { IdentityProvider } from '@sigstore/sign';

const payloadType = 'application/vnd.in-toto+json';

/** As long as other systems are asked again: about six seconds. */
const retry = { retries: 5, minTimeout: 200, factor: 2, randomize: false };
const timeout = 30_000;

const systems: Record<InternalError['code'], string> = {
  IDENTITY_TOKEN_READ_ERROR: 'Token issuer',
  IDENTITY_TOKEN_PARSE_ERROR: 'Token issuer',
  CA_CREATE_SIGNING_CERTIFICATE_ERROR: 'Fulcio',
  TLOG_CREATE_ENTRY_ERROR: 'Rekor',
  TLOG_FETCH_ENTRY_ERROR: 'Rekor',
  TSA_CREATE_TIMESTAMP_ERROR: 'Timestamp authority',
};

/** Signs with a certificate for an identity that a token proves: the key is made for one signature and forgotten. */
export class KeylessSigner {
  readonly #signer: () => FulcioSigner;
  readonly #witnesses: ConstructorParameters<
    typeof DSSEBundleBuilder
  >[0]['witnesses'];
  readonly #signal: AbortSignal;

  constructor(options: {
    sigstore: SigstoreAddresses;
    identityProvider: IdentityProvider;
    signal: AbortSignal;
  }) {
    const { sigstore, identityProvider } = options;
    const { fulcioUrl, rekorUrl, rekorVersion, timestampUrl } = sigstore;
    this.#signal = options.signal;
    this.#signer = () =>
      new FulcioSigner({
        fulcioBaseURL: fulcioUrl,
        identityProvider,
        retry,
        timeout,
      });
    this.#witnesses = [
      new RekorWitness({
        rekorBaseURL: rekorUrl,
        majorApiVersion: rekorVersion,
        retry,
        timeout,
      }),
      ...(timestampUrl
        ? [new TSAWitness({ tsaBaseURL: timestampUrl, retry, timeout })]
        : []),
    ];
  }

  /** @throws SystemError with what the service said that did not do its part */
  async sign(statement: Statement): Promise<Bundle> {
    const builder = new DSSEBundleBuilder({
      signer: this.#signer(),
      witnesses: this.#witnesses,
    });
    const data = Buffer.from(JSON.stringify(statement));
    try {
      return await untilAborted(
        builder.create({ data, type: payloadType }),
        this.#signal,
      );
    } catch (error) {
      this.#signal.throwIfAborted();
      throw error instanceof InternalError ? toSystemError(error) : error;
    }
  }
}

/** The library's requests can not be cut off, but nobody has to wait for them. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    work
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', onAbort));
  });
}

function toSystemError({ code, cause }: InternalError): SystemError {
  if (cause instanceof SystemError) return cause;
  const system = systems[code];
  const { statusCode, message } = cause as Error & { statusCode?: number };
  // The library puts the status in front of what was said.
  const said = message.replace(/^\(\d+\) /, '');
  return new SystemError(
    system,
    statusCode,
    statusCode
      ? `${system} answered ${statusCode} to a signature: ${said}`
      : `${system} cannot be reached: ${message}`,
  );
}
