import type { Severity } from './Verdict';

/** The signed scan that the pipeline attached, or a scanner in a cluster. */
export type FindingSource = 'pipeline' | 'cluster';

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
  foundBy: readonly FindingSource[];
  /** ISO 8601: when the portal first saw it in this digest. */
  firstSeen: string;
  /** It was not in the digest that ran here before. */
  isNew: boolean;
};

export type FindingFilter = {
  severity?: readonly Severity[];
  /** Only those with, or only those without, a version that is free of it. */
  fixable?: boolean;
  /** Only those that the digest before did not have. */
  isNew?: boolean;
  /** Part of an ID, a package or a title. */
  text?: string;
};

export type FindingPage = {
  /** The worst first. */
  items: readonly Finding[];
  /** All that match, not only this page's. */
  total: number;
  cursor?: string;
};
