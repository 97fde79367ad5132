import type { Judgement, Policy } from '@portolan/image-trust';
import type { ScanThresholds } from './ScanThresholds';

const unitMs: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** What the rule that judged asks of scans, or else what is configured. Pure. */
export function thresholdsOf(
  { policy, judgement }: { policy?: Policy; judgement?: Judgement },
  configured: ScanThresholds,
): ScanThresholds {
  const rule = policy?.rules.find(({ name }) => name === judgement?.rule);
  if (!rule?.scanned) return configured;
  const { maxAge, max, ignoreUnfixed = false } = rule.scanned;
  const maxAgeMs = Number(maxAge.slice(0, -1)) * unitMs[maxAge.slice(-1)];
  return { maxAgeMs, max, ignoreUnfixed };
}
