import type { EvidenceItem } from '../inspect/ImageEvidence';
import type { Asked, VerifiedItem } from './Asked';
import type { Question } from './Check';
import { mayAnswer, questionOf } from './evidenceKind';
import { matchesIdentity, needsComponent } from './matchIdentity';

/** The evidence for one question, by whose it is. */
export type SortedEvidence = {
  /** By somebody whom the policy names. */
  allowed: readonly { item: VerifiedItem; identity: string }[];
  /** Verified, by somebody else. */
  strangers: readonly VerifiedItem[];
  /** Not verified, and possibly of this kind. */
  unverified: readonly EvidenceItem[];
  /** What could not be read and may hold the answer, for a person; empty where nothing is missing. */
  unread: readonly string[];
  /** Whether somebody among the strangers may be allowed, which the component's repository would tell. */
  dependsOnComponent: boolean;
};

export function sortEvidence(question: Question, asked: Asked): SortedEvidence {
  const { evidence, identities, literals } = asked;
  const verified = evidence.items.filter(
    (item): item is VerifiedItem =>
      item.verdict.result === 'verified' && questionOf(item) === question,
  );
  const withIdentity = verified.map(item => ({
    item,
    identity: identities.find(identity =>
      matchesIdentity(identity, item.verdict, literals),
    )?.name,
  }));
  const strangers = withIdentity.flatMap(({ item, identity }) =>
    identity === undefined ? [item] : [],
  );
  const unverified = evidence.items.filter(
    item => item.verdict.result === 'failed' && mayAnswer(item, question),
  );
  return {
    allowed: withIdentity.flatMap(({ item, identity }) =>
      identity === undefined ? [] : [{ item, identity }],
    ),
    strangers,
    unverified,
    unread: [
      ...unreadPlaces(asked),
      // Another domain can only judge what is there.
      ...(unverified.length + strangers.length > 0 ? unreadDomains(asked) : []),
    ],
    dependsOnComponent:
      !literals && strangers.length > 0 && identities.some(needsComponent),
  };
}

function unreadPlaces({ evidence }: Asked): string[] {
  const { complete, unreadable, unreadableDomains } = evidence;
  if (unreadable.length > 0) {
    return unreadable.map(({ at, code }) => `${at} (${code})`);
  }
  return complete || unreadableDomains.length > 0 ? [] : ['some of the places'];
}

function unreadDomains({ evidence, identities }: Asked): string[] {
  return evidence.unreadableDomains
    .filter(({ name }) =>
      identities.some(({ trustDomain }) => trustDomain === name),
    )
    .map(({ name, code }) => `trust domain '${name}' (${code})`);
}
