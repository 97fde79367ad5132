export { questionTitles, shortWord } from './shortWord';
export { shortDigest } from './shortDigest';
export { summariseComponent, summariseContainer } from './summarise';
export { staleSince } from './staleSince';
export { worstCheck } from './worstCheck';
