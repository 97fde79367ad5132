import type { Severity } from './Verdict';

/** One vulnerability in one package of a digest. */
export type Finding = {
  /** e.g. `CVE-2026-1234`. */
  id: string;
  severity: Severity;
  package: string;
  installedVersion: string;
  fixedVersion?: string;
  title?: string;
  url?: string;
  foundBy: readonly ('pipeline' | 'cluster')[];
  /** ISO 8601: when the portal first saw it in this digest. */
  firstSeen: string;
  /** It was not in the digest that ran here before. */
  isNew: boolean;
};
