/** The provenance says something else than the certificate that signed it. */
export type Contradiction = {
  code: 'SOURCE_CONTRADICTED' | 'COMMIT_CONTRADICTED' | 'REF_CONTRADICTED';
  /** What the certificate says: the authority checked it. */
  expected: string;
  /** What the provenance says. */
  found: string;
};
