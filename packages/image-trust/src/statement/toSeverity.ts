import { severities, Severity } from './Predicate';

const byName: Record<string, Severity> = {
  critical: 'critical',
  high: 'high',
  important: 'high',
  medium: 'medium',
  moderate: 'medium',
  low: 'low',
  negligible: 'negligible',
  informational: 'negligible',
  none: 'negligible',
};

/** A severity from its name, or from a CVSS score of 0 to 10. */
export function toSeverity(
  value: string | number | null | undefined,
): Severity {
  if (value === null || value === undefined || value === '') return 'unknown';
  const text = String(value).toLowerCase();
  const name = Object.hasOwn(byName, text) ? byName[text] : undefined;
  if (name) return name;
  const score = Number(value);
  if (!(score >= 0 && score <= 10)) return 'unknown';
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : 'negligible';
}

/** The worst of several judgements; unknown only when none is known. */
export function worstSeverity(found: readonly Severity[]): Severity {
  return severities.find(severity => found.includes(severity)) ?? 'unknown';
}
