export { answerWords, stateWords, type Answer } from './answerWords';
export { identify } from './identify';
export { toClock, toRelative } from './relativeTime';
export { toCsv } from './toCsv';
