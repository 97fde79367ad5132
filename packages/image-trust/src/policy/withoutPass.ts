import type { Failed } from '../verify/Verdict';
import type { Outcome } from './Asked';
import type { Question } from './Check';
import { describeSigner } from './describeSigner';
import { quote } from './quote';
import type { SortedEvidence } from './sortEvidence';

/** How each question's evidence is called in a sentence. */
const words: Record<Question, { noun: string; none: string; by: string }> = {
  signed: { noun: 'a signature', none: 'Not signed', by: 'Signed' },
  built: { noun: 'provenance', none: 'No provenance', by: 'Provenance' },
  scanned: { noun: 'a scan', none: 'No scan', by: 'Scanned' },
  sbom: {
    noun: 'a bill of materials',
    none: 'No bill of materials',
    by: 'Bill of materials',
  },
};

/**
 * The answer where nothing that is known passes. It is a fail only where
 * everything that could have passed was read.
 *
 * @param options.failures - of what was allowed to count, the closest to passing first
 */
export function withoutPass(
  question: Question,
  sorted: SortedEvidence,
  options: { failures: readonly Outcome[] },
): Outcome {
  const { strangers, unverified, dependsOnComponent } = sorted;
  const [closest] = options.failures;
  const { none, by } = words[question];
  const unread = whatIsUnread(question, sorted, closest?.found);
  if (unread) return unread;
  if (dependsOnComponent) return componentUnknown();
  const undecided = options.failures.find(({ answer }) => answer === 'unknown');
  if (undecided) return undecided;
  if (closest) return closest;
  if (strangers.length > 0) {
    const who = describeSigner(strangers[0].verdict);
    return {
      answer: 'fail',
      code: 'IDENTITY_NOT_ALLOWED',
      sentence: `${by} by someone else: ${who}.`,
      found: andOthers(who, strangers.length),
      evidence: strangers.map(({ digest }) => digest),
    };
  }
  const failed = unverified.flatMap(({ verdict }) =>
    verdict.result === 'failed' ? [verdict] : [],
  );
  if (failed.length > 0) {
    return {
      answer: 'fail',
      code: 'NOT_VERIFIED',
      sentence: `What was found does not verify: ${describeFailure(
        failed[0],
      )}.`,
      found: andOthers(describeFailure(failed[0]), failed.length),
      evidence: unverified.map(({ digest }) => digest),
    };
  }
  return {
    answer: 'fail',
    code: 'NOTHING_FOUND',
    sentence: `${none}.`,
    found: 'nothing',
    evidence: [],
  };
}

/** The answer where a place or domain that may change it could not be read; undefined where all was. */
export function whatIsUnread(
  question: Question,
  { unread }: SortedEvidence,
  otherwise?: string,
): Outcome | undefined {
  if (unread.length === 0) return undefined;
  const first = quote(unread[0]);
  const found = andOthers(`${first} could not be read`, unread.length);
  return {
    answer: 'unknown',
    code: 'EVIDENCE_UNREADABLE',
    sentence: `Nobody can say now whether there is ${
      question === 'scanned'
        ? 'a newer scan'
        : `${words[question].noun} that counts`
    }: ${first} could not be read.`,
    found: otherwise ? `${otherwise}; and ${found}` : found,
    evidence: [],
  };
}

export function componentUnknown(): Outcome {
  return {
    answer: 'unknown',
    code: 'COMPONENT_UNKNOWN',
    sentence:
      'The policy asks about the component, and which component and repository this image belongs to was not said.',
    found: 'no component, or one without a repository',
    evidence: [],
  };
}

function describeFailure({ code, expected, found }: Failed): string {
  return `${code}, expected ${quote(expected)}, found ${quote(found)}`;
}

function andOthers(first: string, count: number): string {
  return count > 1 ? `${first}, and ${count - 1} more` : first;
}
