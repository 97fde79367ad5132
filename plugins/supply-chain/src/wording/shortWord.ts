import { Check, Question, Source } from '@portolan/plugin-supply-chain-common';

export const questionTitles: Readonly<Record<Question, string>> = {
  signed: 'Signed',
  scanned: 'Scanned',
  source: 'Built from a commit we control',
};

/**
 * A pass is the fact itself, in a word. Everything else is its reason in full:
 * a shorter one would mislead who reads no further.
 */
export function shortWord(check: Check, source?: Source): string {
  if (check.answer !== 'pass') {
    return withoutFullStop(check.sentence);
  }
  switch (check.question) {
    case 'signed':
      return 'Signed';
    case 'scanned':
      return 'Scanned';
    default:
      return source?.branch ? `From ${source.branch}` : 'From our commit';
  }
}

function withoutFullStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
