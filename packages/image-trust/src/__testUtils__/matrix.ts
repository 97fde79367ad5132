import type { LogChoice } from '@portolan/sandbox/sigstore';
import type { Storage } from '../evidence/Evidence';
import type { LogKind } from '../verify/loggedVerifier';

export const places = [
  'bundle-referrer v0.1',
  'bundle-referrer v0.2',
  'bundle-referrer v0.3',
  'signature-tag',
  'attestation-tag',
  'signature-referrer',
  'attestation-referrer',
  'github-attestations',
] as const;

export const logs = [
  'none',
  'hashedrekord/0.0.1',
  'hashedrekord/0.0.2',
  'dsse/0.0.1',
  'dsse/0.0.2',
  'intoto/0.0.1',
  'intoto/0.0.2',
] as const satisfies readonly ('none' | LogKind)[];

export const signers = [
  'ecdsa-p256',
  'ecdsa-p384',
  'ecdsa-p521',
  'rsa-2048',
  'ed25519',
  'keyless',
] as const;

export const contents = [
  'simple signing',
  'signature statement',
  'predicate',
  'manifest',
] as const;

export type Cell = {
  place: (typeof places)[number];
  log: (typeof logs)[number];
  signer: (typeof signers)[number];
  content: (typeof contents)[number];
};

/** Every combination. */
export const cells: readonly Cell[] = places.flatMap(place =>
  logs.flatMap(log =>
    signers.flatMap(signer =>
      contents.map(content => ({ place, log, signer, content })),
    ),
  ),
);

export function storageOf({ place }: Cell): Storage {
  return place.startsWith('bundle-referrer')
    ? 'bundle-referrer'
    : (place as Storage);
}

export function isRekorV2({ log }: Pick<Cell, 'log'>): boolean {
  return log === 'hashedrekord/0.0.2' || log === 'dsse/0.0.2';
}

/** How the sandbox's signer calls a kind of entry. */
export function logChoiceOf({ log }: Cell): LogChoice {
  switch (log) {
    case 'none':
      return 'none';
    case 'hashedrekord/0.0.1':
      return 'rekor-v1-hashedrekord';
    case 'dsse/0.0.1':
      return 'rekor-v1-dsse';
    case 'intoto/0.0.1':
      return 'rekor-v1-intoto-0.0.1';
    case 'intoto/0.0.2':
      return 'rekor-v1-intoto-0.0.2';
    case 'hashedrekord/0.0.2':
      return 'rekor-v2-hashedrekord';
    default:
      return 'rekor-v2';
  }
}

/** Why a combination can not exist; undefined for those that do. */
export function impossible(cell: Cell): string | undefined {
  const { place, log, signer, content } = cell;
  const isMessage = content === 'simple signing' || content === 'manifest';
  const ofSignatures = place.startsWith('signature-');
  const ofAttestations = place.startsWith('attestation-');
  if (ofSignatures !== (content === 'simple signing')) {
    return 'simple signing lies where Cosign 1 and 2 put signatures, and nothing else does';
  }
  if (ofAttestations && content !== 'predicate') {
    return 'attestations of Cosign 1 and 2 are statements with a predicate';
  }
  if (log === 'hashedrekord/0.0.1' && !isMessage) {
    return 'Rekor v1 has envelopes logged as dsse or intoto; Cosign 3 has Rekor v2 log them as hashedrekord';
  }
  if (!log.startsWith('hashedrekord') && log !== 'none' && isMessage) {
    return 'dsse and intoto are entries of envelopes';
  }
  if (log.startsWith('hashedrekord') && signer === 'ed25519') {
    return 'hashedrekord keeps a digest, and Ed25519 signs no digest';
  }
  const legacy = ofSignatures || ofAttestations;
  if (isRekorV2(cell) && (legacy || place.endsWith('v0.1'))) {
    return 'Rekor v2 promises nothing, and there is no room for its proof';
  }
  if (log === 'intoto/0.0.1' && !ofAttestations) {
    return 'intoto/0.0.1 logs the bytes of an envelope, which a bundle takes apart';
  }
  if (
    place === 'github-attestations' &&
    (signer !== 'keyless' ||
      content !== 'predicate' ||
      /^(intoto|hashedrekord)/.test(log))
  ) {
    return 'GitHub attests predicates, without keys, and logs them as dsse or not at all';
  }
  return undefined;
}

export function nameOf({ place, log, signer, content }: Cell): string {
  return `${content}, ${signer}, ${log}, ${place}`;
}
