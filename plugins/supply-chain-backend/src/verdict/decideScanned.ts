import type { ClusterScan } from './ClusterScan';
import { fromImageCheck } from './fromImageCheck';
import { Judged, whyNotJudged } from './Inspection';
import { judgeClusterScan } from './judgeClusterScan';
import type { Outcome } from './Outcome';
import type { ScanThresholds } from './ScanThresholds';

/** Of a policy's reasons, those that a scan itself gives. Everything else is a scan that is missing. */
const tooManyOf = /^TOO_MANY_/;

/**
 * Whether a fresh scan of this digest is within its thresholds. The scan that
 * the pipeline signed and the report of a scanner in a cluster both count: one
 * that finds too much fails, and one is enough to pass. A scan that is missing,
 * stale or by a stranger says nothing about the image. Pure.
 */
export function decideScanned(
  judged: Judged,
  options: {
    /** The newest about this digest. */
    scan?: ClusterScan;
    isNamed: boolean;
    thresholds: ScanThresholds;
    now: Date;
  },
): Outcome {
  const cluster = judgeClusterScan(options.scan, options);
  const pipeline = judgePipeline(judged, cluster.expected);
  const both = [pipeline, cluster];
  return (
    both.find(({ answer }) => answer === 'fail') ??
    both.find(({ code }) => code === 'SEVERITY_UNKNOWN') ??
    both.find(({ answer }) => answer === 'pass') ??
    // Of two that say nothing, the one that says more about why.
    (options.scan || options.isNamed || !isThere(pipeline) ? cluster : pipeline)
  );
}

function judgePipeline(judged: Judged, expected: string): Outcome {
  const early = whyNotJudged(judged, expected);
  if (early) return early;
  const outcome = fromImageCheck('scanned', judged.judgement, expected);
  return outcome.answer === 'fail' && !tooManyOf.test(outcome.code)
    ? { ...outcome, answer: 'unknown' }
    : outcome;
}

function isThere({ code }: Outcome): boolean {
  return !['NOTHING_FOUND', 'NOT_ASKED', 'NO_POLICY'].includes(code);
}
