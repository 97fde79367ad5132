import type { Judgement, Question } from '@portolan/image-trust';
import type { Outcome } from './Outcome';

/** What a policy said to one of its questions; `unknown` where it was not asked. */
export function fromImageCheck(
  question: Question,
  judgement: Judgement | undefined,
  expected: string,
): Outcome {
  const check = judgement?.checks.find(one => one.question === question);
  if (!check) {
    return {
      answer: 'unknown',
      code: 'NOT_ASKED',
      sentence: `The policy's rule '${
        judgement?.rule ?? ''
      }' does not ask for this.`,
      expected,
      found: 'a rule that does not ask',
      evidence: [],
    };
  }
  const { answer, code, sentence, found, evidence } = check;
  return { answer, code, sentence, expected: check.expected, found, evidence };
}
