import type { Digest } from '../oci/digest';
import { formatReference, parseReference } from '../oci/reference';
import type { Report } from './Report';

/** A statement that can be signed: its JSON is the payload of an `application/vnd.in-toto+json` envelope. */
export type VerificationSummaryStatement = {
  _type: 'https://in-toto.io/Statement/v1';
  subject: { name: string; digest: { sha256: string } }[];
  predicateType: 'https://slsa.dev/verification_summary/v1';
  predicate: {
    verifier: { id: string; version?: Record<string, string> };
    /** RFC 3339. */
    timeVerified: string;
    resourceUri: string;
    policy: { uri: string; digest: { sha256: string } };
    inputAttestations: { digest: { sha256: string } }[];
    verificationResult: 'PASSED' | 'FAILED';
    verifiedLevels: string[];
    slsaVersion: '1.0';
  };
};

/**
 * A Verification Summary Attestation, for those who trust this verifier and
 * would rather not verify everything again.
 *
 * An answer that is unknown summarises nothing, and nothing is what it gives.
 * The levels say no more than the report proves: provenance was checked, which
 * is level 1 of SLSA's build track. What more a builder is good for, its
 * operator knows, and can say in `buildLevel`.
 *
 * @param options.verifier - URI of who runs the verifier
 * @param options.policyUri - where the policy is kept; its digest is that of the normal form
 * @param options.buildLevel - SLSA build level of all builders that the policy allows; default 1
 * @returns undefined where there is no judgement, or it is unknown
 * @see https://slsa.dev/spec/v1.0/verification_summary
 */
export function toVsa(
  report: Report,
  options: {
    verifier: string;
    version?: Readonly<Record<string, string>>;
    policyUri: string;
    timeVerified: Date;
    buildLevel?: 1 | 2 | 3;
  },
): VerificationSummaryStatement | undefined {
  const { image, judgement, evidence } = report;
  if (!judgement || judgement.answer === 'unknown') return undefined;
  const {
    verifier,
    version,
    policyUri,
    timeVerified,
    buildLevel = 1,
  } = options;
  const passed = judgement.answer === 'pass';
  const used = new Set(judgement.checks.flatMap(check => check.evidence));
  const blobs = evidence
    .filter(({ digest, result }) => result === 'verified' && used.has(digest))
    .map(({ blob }) => blob);
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [
      {
        name: nameOf(image.reference),
        digest: { sha256: hexOf(image.digest) },
      },
    ],
    predicateType: 'https://slsa.dev/verification_summary/v1',
    predicate: {
      verifier: { id: verifier, ...(version && { version: { ...version } }) },
      timeVerified: timeVerified.toISOString(),
      resourceUri: purlOf(image),
      policy: { uri: policyUri, digest: { sha256: hexOf(judgement.policy) } },
      inputAttestations: [...new Set(blobs)].map(blob => ({
        digest: { sha256: hexOf(blob) },
      })),
      verificationResult: passed ? 'PASSED' : 'FAILED',
      verifiedLevels: passed
        ? levelsOf(judgement.checks, buildLevel)
        : ['FAILED'],
      slsaVersion: '1.0',
    },
  };
}

/** Levels of SLSA begin with SLSA_, and those of others must not. */
function levelsOf(
  checks: NonNullable<Report['judgement']>['checks'],
  buildLevel: number,
): string[] {
  return checks.map(({ question }) =>
    question === 'built'
      ? `SLSA_BUILD_LEVEL_${buildLevel}`
      : `IMAGE_TRUST_${question.toUpperCase()}`,
  );
}

function nameOf(reference: string): string {
  const { registry, repository } = parseReference(reference);
  return formatReference({ registry, repository });
}

/** @see https://github.com/package-url/purl-spec/blob/main/types-doc/oci-definition.md */
function purlOf({ reference, digest }: Report['image']): string {
  const { repository, tag } = parseReference(reference);
  const query = new URLSearchParams({ repository_url: nameOf(reference) });
  if (tag) query.set('tag', tag);
  const name = repository.split('/').at(-1) ?? repository;
  return `pkg:oci/${name}@${encodeURIComponent(digest)}?${query}`;
}

function hexOf(digest: Digest): string {
  return digest.slice('sha256:'.length);
}
