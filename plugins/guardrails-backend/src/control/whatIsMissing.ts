import type { SourceFreshness } from '@portolan/plugin-guardrails-common';

/** Kinds that say the same, of which one is enough: `['policy-reports', 'reports']`. */
export type Needed = {
  /** For a person: `reports`. */
  what: string;
  kinds: readonly string[];
  /** Whether a cluster that knows none of them simply has none: as of kinds of policies. */
  mayBeAbsent?: boolean;
};

/**
 * Why something can not be known of a cluster, for a person: a source that is not
 * read completely now. What nobody watches is missing, too. Undefined when all is there. Pure.
 */
export function whatIsMissing(
  sources: readonly SourceFreshness[],
  options: { cluster: string; needed: readonly Needed[] },
): string | undefined {
  const { cluster, needed } = options;
  const causes = needed.flatMap(({ what, kinds, mayBeAbsent }) => {
    const own = sources.filter(
      one => one.cluster === cluster && kinds.includes(one.kind),
    );
    const unread = own.find(
      one => !['current', 'not installed'].includes(one.state),
    );
    if (unread) return [describe(what, unread)];
    const isThere =
      own.some(one => one.state === 'current') ||
      (mayBeAbsent && own.length > 0);
    if (isThere) return [];
    return [
      own.length > 0
        ? `${what} are not installed in ${cluster}`
        : `${what} of ${cluster} are not watched`,
    ];
  });
  return causes.length > 0 ? [...new Set(causes)].join('; ') : undefined;
}

function describe(what: string, { cluster, state, cause }: SourceFreshness) {
  const states: Readonly<Record<string, string>> = {
    listing: `${what} of ${cluster} are being read for the first time`,
    denied: `the portal may not read ${what} of ${cluster}`,
  };
  const said = states[state] ?? `${what} of ${cluster} can not be read`;
  return cause ? `${said}: ${cause}` : said;
}
