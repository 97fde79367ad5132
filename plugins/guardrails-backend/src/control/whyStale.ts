import type { Stage } from '@portolan/plugin-guardrails-common';
import type { ParsedPolicy } from '../policy';

/** Times come from the clocks of two machines of one cluster, in whole seconds. */
const slackMs = 10_000;
/** A clock that is an hour ahead is a fault; a report of next year is none. */
const futureMs = 2 * 3_600_000;

/** What is gone is no question any more. */
export const resourceGone = 'its resource is gone';

/**
 * Why a result may no longer be true, for a person; undefined when nothing speaks
 * against it. Reports carry no generation or resourceVersion of what was evaluated,
 * so only times can be compared. Pure.
 */
export function whyStale(
  result: {
    /** ISO 8601; absent when nothing says it. */
    evaluatedAt?: string;
  },
  options: {
    /** Undefined when it is gone; `none` of a source that has no policies in the cluster. */
    policy: Pick<ParsedPolicy, 'changedAt'> | 'none' | undefined;
    /** What that policy does where the resource is. */
    stage: Stage;
    /** Undefined when it is gone; `unwatched` when nobody knows. */
    resource: { changedAt?: string } | 'unwatched' | undefined;
    /** Of `coverOf`: why the exceptions that it was skipped for do not hold. */
    broken?: string;
    maxAgeMs: number;
    now: Date;
  },
): string | undefined {
  const { policy, resource, maxAgeMs, now } = options;
  if (!resource) return resourceGone;
  if (!policy) return 'its policy is gone';
  if (options.stage === 'off') return 'its policy no longer holds here';
  if (options.broken) return options.broken;
  if (!result.evaluatedAt)
    return 'its report does not say when it was evaluated';
  const at = Date.parse(result.evaluatedAt);
  const isBefore = (changedAt: string | undefined) =>
    changedAt !== undefined && Date.parse(changedAt) > at + slackMs;
  if (policy !== 'none' && isBefore(policy.changedAt)) {
    return 'its policy was changed after it was evaluated';
  }
  if (resource !== 'unwatched' && isBefore(resource.changedAt)) {
    return 'its resource was changed after it was evaluated';
  }
  const age = now.getTime() - at;
  if (age > maxAgeMs) return `nobody has evaluated it for ${inWords(age)}`;
  return age < -futureMs ? 'its report is dated in the future' : undefined;
}

function inWords(ms: number): string {
  const hours = Math.floor(ms / 3_600_000);
  return hours < 48 ? `${hours} hours` : `${Math.floor(hours / 24)} days`;
}
