import type { TransparencyLogEntry } from '@sigstore/bundle';
import type { TrustMaterial } from '@sigstore/verify';
import type { LogEntry, TrustedTime } from './Verdict';
import { VerificationFailure } from './VerificationFailure';

/**
 * What can be said of a verified log entry: only what promise or proof covers.
 *
 * @param times - the trusted times of the same signature
 * @throws VerificationFailure `TLOG_INVALID` when the log was not in use then
 */
export function logFacts(
  entry: TransparencyLogEntry,
  options: {
    kind: string;
    logs: TrustMaterial['tlogs'];
    times: readonly TrustedTime[];
  },
): LogEntry {
  const log = options.logs.find(({ logID }) => logID.equals(entry.logId.keyId));
  const { inclusionPromise: promise, inclusionProof: proof } = entry;
  // A promise is checked against the log's life by its own time. A proof has
  // none: a log key that leaked after its end must not make new entries.
  const alive =
    promise ||
    options.times.length === 0 ||
    options.times.some(
      ({ time }) =>
        log && log.validFor.start <= time && time <= log.validFor.end,
    );
  if (!log || !alive) {
    throw new VerificationFailure('TLOG_INVALID', {
      expected:
        'an entry of a log that was in use at the time of the signature',
      found: log ? `${log.baseURL} was not` : 'an unknown log',
    });
  }
  checkOrigin(proof?.checkpoint?.envelope, log.baseURL);
  const by: LogEntry['by'][number][] = [];
  if (promise) by.push('promise');
  if (proof && options.kind !== 'intoto/0.0.1') by.push('proof');
  return {
    log: log.baseURL,
    logId: entry.logId.keyId.toString('hex'),
    // The number beside a bare proof is covered by nothing; the proof's own is.
    index: promise
      ? String(Number(entry.logIndex))
      : proof && BigInt(proof.logIndex).toString(),
    kind: options.kind,
    by,
  };
}

/**
 * A key may sign for more than one tree: the first line of a checkpoint names
 * the log, alone or with the tree's number. Names are compared as the library
 * compares those of the signatures.
 */
function checkOrigin(checkpoint: string | undefined, baseURL: string): void {
  if (checkpoint === undefined) return;
  const [origin] = checkpoint.split('\n', 1);
  const [name] = origin.split(' - ', 1);
  if (name && baseURL.includes(name)) return;
  throw new VerificationFailure('TLOG_INVALID', {
    expected: `a checkpoint of ${baseURL}`,
    found: `one of '${origin.slice(0, 100)}'`,
  });
}
