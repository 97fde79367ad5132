export { cellWord } from './cellWord';
export { howToFix } from './howToFix';
export { meshMark, meshWord, outsideWord } from './meshWord';
export { keyOf, nameOf } from './placeOf';
export { markOf, openWords, resultWords, wordOf } from './resultWord';
export { consequenceOf, stageWord } from './stageWord';
export { blockWords, summarise } from './summarise';
