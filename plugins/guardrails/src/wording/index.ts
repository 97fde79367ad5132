export { cellWord } from './cellWord';
export { howToFix } from './howToFix';
export { environmentMark } from './environmentMark';
export { meshMark, meshWord, outsideWord } from './meshWord';
export { keyOf, nameOf } from './placeOf';
export { markOf, resultWords, wordOf } from './resultWord';
export { consequenceOf, stageWord } from './stageWord';
export { blockWords, summarise } from './summarise';
