const units = { h: 3_600_000, m: 60_000, s: 1_000 };

/** Milliseconds of a duration as Go writes it, `24h0m0s`; undefined for what is none. */
export function parseDuration(text: string | undefined): number | undefined {
  const parts = [...(text ?? '').matchAll(/(\d+(?:\.\d+)?)([hms])/g)];
  if (!text || parts.map(([part]) => part).join('') !== text) return undefined;
  return parts.reduce(
    (sum, [, amount, unit]) =>
      sum + Number(amount) * units[unit as keyof typeof units],
    0,
  );
}

/** A duration as Go writes it. */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 3600)}h${Math.floor((seconds % 3600) / 60)}m${
    seconds % 60
  }s`;
}
