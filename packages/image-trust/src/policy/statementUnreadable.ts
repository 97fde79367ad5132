import type { Outcome, VerifiedItem } from './Asked';
import { quote } from './quote';

/** The answer where somebody allowed signed a statement that can not be read. */
export function statementUnreadable({
  digest,
  predicate,
}: VerifiedItem): Outcome {
  const found =
    predicate?.kind === 'unreadable'
      ? `${quote(predicate.predicateType)}: ${quote(predicate.found)}`
      : `${quote(
          predicate?.kind === 'other' ? predicate.predicateType : 'a statement',
        )} in a form that is not read here`;
  return {
    answer: 'unknown',
    code: 'STATEMENT_UNREADABLE',
    sentence: `A signed statement of this kind can not be read: ${found}.`,
    found,
    evidence: [digest],
  };
}
