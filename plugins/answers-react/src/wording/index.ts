export { answerWords, stateWords, type Answer } from './answerWords';
export { chooseNamed } from './chooseNamed';
export { identify } from './identify';
export { nameEnvironments } from './nameEnvironments';
export { toClock, toRelative } from './relativeTime';
export { toCsv } from './toCsv';
