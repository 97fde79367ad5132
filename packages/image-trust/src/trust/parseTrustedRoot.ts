import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toTrustMaterial, TrustMaterial } from '@sigstore/verify';
import { encodeOnce } from './encodeOnce';
import { TrustDomainError } from './TrustDomainError';

const mediaType =
  /^application\/vnd\.dev\.sigstore\.trustedroot(\+json;version=0\.1|\.v0\.\d+\+json)$/;

/** The authorities and logs of a Sigstore deployment. */
export type ParsedRoot = {
  material: Omit<TrustMaterial, 'publicKey'>;
  /** The root in one canonical form, for fingerprints. */
  canonical: unknown;
};

/**
 * Reads a trusted root from its JSON.
 *
 * @throws TrustDomainError `ROOT_INVALID`
 * @see https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_trustroot.proto
 */
export function parseTrustedRoot(json: unknown): ParsedRoot {
  try {
    const root = TrustedRoot.fromJSON(json);
    if (!mediaType.test(root.mediaType)) {
      throw invalid(`media type '${root.mediaType.slice(0, 100)}'`);
    }
    checkValidity(root);
    const { certificateAuthorities, timestampAuthorities, tlogs, ctlogs } =
      toTrustMaterial(root, () => {
        throw invalid('a trusted root holds no keys of signers');
      });
    for (const { certChain } of [
      ...certificateAuthorities,
      ...timestampAuthorities,
    ]) {
      certChain.forEach(encodeOnce);
    }
    return {
      material: { certificateAuthorities, timestampAuthorities, tlogs, ctlogs },
      canonical: TrustedRoot.toJSON(root),
    };
  } catch (error) {
    if (TrustDomainError.is(error)) throw error;
    throw invalid(error instanceof Error ? error.message : String(error));
  }
}

/**
 * The verifier takes a part without a start for one that was valid since ever,
 * and one without certificates or a log ID for one that never matches.
 */
function checkValidity(root: TrustedRoot): void {
  const logs = [
    ...root.tlogs.map(log => ({ log, what: 'transparency log' })),
    ...root.ctlogs.map(log => ({ log, what: 'certificate log' })),
  ];
  for (const { log, what } of logs) {
    const name = `${what} ${log.baseUrl}`;
    if (!log.baseUrl) throw invalid(`a ${what} without address`);
    if (!(log.checkpointKeyId ?? log.logId)?.keyId.length) {
      throw invalid(`${name} has no ID`);
    }
    checkPeriod(log.publicKey?.validFor, name);
  }
  const authorities = [
    ...root.certificateAuthorities.map(ca => ({ ca, what: 'authority' })),
    ...root.timestampAuthorities.map(ca => ({
      ca,
      what: 'timestamp authority',
    })),
  ];
  for (const { ca, what } of authorities) {
    const name = `${what} ${ca.uri || ca.subject?.commonName}`;
    if (!ca.certChain?.certificates.length) {
      throw invalid(`${name} has no certificate`);
    }
    checkPeriod(ca.validFor, name);
  }
}

function checkPeriod(
  period: { start?: Date; end?: Date } | undefined,
  name: string,
): void {
  const { start, end } = period ?? {};
  if (!start || Number.isNaN(start.getTime())) {
    throw invalid(`${name} does not say since when it is valid`);
  }
  if (end && !(end.getTime() >= start.getTime())) {
    throw invalid(`${name} ends before it starts`);
  }
}

function invalid(why: string): TrustDomainError {
  return new TrustDomainError('ROOT_INVALID', `no trusted root: ${why}`);
}
