export const severities = [
  'UNKNOWN',
  'LOW',
  'MEDIUM',
  'HIGH',
  'CRITICAL',
] as const;

/** As Trivy names them, the least first. */
export type Severity = (typeof severities)[number];

export function isSeverity(text: string): text is Severity {
  return (severities as readonly string[]).includes(text);
}
