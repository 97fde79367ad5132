/** What any question of the portal is answered with. Unknown is never a pass. */
export type Answer = 'fail' | 'unknown' | 'pass with exception' | 'pass';

/** What an answer is called where there is no room for its reason. */
export const answerWords: Readonly<
  Record<Answer | 'warning' | 'nothing', string>
> = {
  pass: 'pass',
  fail: 'fail',
  unknown: 'unknown',
  'pass with exception': 'accepted by exception',
  warning: 'to be watched',
  nothing: 'not deployed',
};

/** The same of how something does, where nothing was asked that could pass. */
export const stateWords: typeof answerWords = {
  ...answerWords,
  pass: 'in order',
  fail: 'needs attention',
  unknown: 'not known',
};
