import type { CheckCode } from '../policy/Check';

/** What each code means, in a sentence that fits every image. */
export const codeDescriptions: Readonly<Record<CheckCode, string>> = {
  SIGNED: 'The image is signed by somebody whom the policy names.',
  BUILT_FROM_ALLOWED_SOURCE:
    'Provenance by an allowed builder names an allowed source.',
  SCAN_WITHIN_THRESHOLDS: 'The newest scan is fresh and within the thresholds.',
  SBOM_PRESENT: 'There is a signed bill of materials.',
  NOTHING_FOUND:
    'Everything was read, and there is nothing of the kind that the policy asks for.',
  NOT_VERIFIED: 'There is evidence, and none of it verifies.',
  IDENTITY_NOT_ALLOWED:
    'The evidence verifies, by somebody whom the policy does not name.',
  BUILDER_NOT_ALLOWED:
    'It was built by a builder that the policy does not name.',
  SOURCE_NOT_ALLOWED:
    'It was built from a repository that the policy does not name.',
  REF_NOT_ALLOWED: 'It was built from a ref that the policy does not name.',
  SOURCE_CONTRADICTED:
    'The provenance names another repository than the certificate that signed it.',
  COMMIT_CONTRADICTED:
    'The provenance names another commit than the certificate that signed it.',
  REF_CONTRADICTED:
    'The provenance names another ref than the certificate that signed it.',
  SOURCE_MISSING: 'The provenance does not say what the policy asks about.',
  SCANNER_NOT_ALLOWED:
    'It was scanned by a scanner that the policy does not name.',
  TOO_OLD: 'The newest scan is older than the policy accepts.',
  TOO_MANY_CRITICAL: 'More critical vulnerabilities than the policy accepts.',
  TOO_MANY_HIGH: 'More high vulnerabilities than the policy accepts.',
  TOO_MANY_MEDIUM: 'More medium vulnerabilities than the policy accepts.',
  TOO_MANY_LOW: 'More low vulnerabilities than the policy accepts.',
  EVIDENCE_UNREADABLE:
    'A place or trust domain could not be read, and the answer may be there.',
  STATEMENT_UNREADABLE: 'A signed statement of the right kind can not be read.',
  SEVERITY_UNKNOWN:
    'Findings without a stated severity, any of which may be critical.',
  NO_RULE: 'The policy has no rule for the image.',
  COMPONENT_UNKNOWN:
    'The policy asks about the component, and which one it is was not said.',
};
