export { answerWords, questionTitles, shortWord } from './shortWord';
export { shortDigest } from './shortDigest';
export { summariseComponent, summariseContainer } from './summarise';
export { toClock, toRelative } from './relativeTime';
export { identify } from './identify';
export { staleSince } from './staleSince';
export { toCsv } from './toCsv';
export { worstCheck } from './worstCheck';
