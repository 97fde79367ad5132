import type { Severity } from '@portolan/plugin-supply-chain-common';

/** What is accepted of a scan. */
export type ScanThresholds = {
  maxAgeMs: number;
  /** Findings accepted; a severity that is left out is not limited, but `unknown`, of which none is. */
  max: Readonly<Partial<Record<Severity, number>>>;
  ignoreUnfixed: boolean;
};
