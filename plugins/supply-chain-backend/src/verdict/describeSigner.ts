import type { ImageEvidence } from '@portolan/image-trust';
import type { Signer } from '@portolan/plugin-supply-chain-common';
import type { Outcome } from './Outcome';

/** Who signed, by the first piece that the answer rests on. Pure. */
export function describeSigner(
  evidence: ImageEvidence | undefined,
  signed: Pick<Outcome, 'evidence'>,
): Signer | undefined {
  const verdict = evidence?.items.find(
    ({ digest }) => digest === signed.evidence[0],
  )?.verdict;
  if (verdict?.result !== 'verified') return undefined;
  const { signer, log, times } = verdict;
  const [entry] = log;
  const signedAt = times[0]?.time.toISOString();
  return {
    ...(signer.kind === 'certificate'
      ? { identity: signer.identity, issuer: signer.issuer }
      : { identity: `key ${signer.name}` }),
    ...(entry?.index === undefined
      ? {}
      : { log: { index: entry.index, ...logUrl(entry.log, entry.index) } }),
    ...(signedAt ? { signedAt } : {}),
  };
}

/** Only the public-good log has pages for people. */
function logUrl(log: string, index: string): { url?: string } {
  return /^(https:\/\/)?rekor\.sigstore\.dev\/?$/.test(log)
    ? {
        url: `https://search.sigstore.dev/?logIndex=${encodeURIComponent(
          index,
        )}`,
      }
    : {};
}
