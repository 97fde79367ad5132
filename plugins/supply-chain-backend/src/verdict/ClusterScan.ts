import type { ScanSummary } from '@portolan/plugin-supply-chain-common';
import type { ReportedFinding } from '../projections/projectReport';

/** What a scanner in a cluster found in the digest. */
export type ClusterScan = {
  cluster: string;
  /** Of the report, to be looked up: namespace/name. */
  report: string;
  scanner: string;
  scannedAt: Date;
  /** Whether the scanner recognised a system or a package in the image. */
  isRecognised: boolean;
  /** Absent where no list of the image's packages is known. */
  packages?: ScanSummary['packages'];
  findings: readonly ReportedFinding[];
};
