import type { Answer } from '../policy/Check';

/** How text is set off on a terminal; colour is never all that tells two answers apart. */
export type Style = Readonly<
  Record<Answer | 'dim' | 'bold', (text: string) => string>
>;

const asIs = (text: string) => text;

/** For files and pipes. */
export const plainStyle: Style = {
  pass: asIs,
  fail: asIs,
  unknown: asIs,
  dim: asIs,
  bold: asIs,
};

const escape = (on: number, off: number) => (text: string) =>
  `\u001b[${on}m${text}\u001b[${off}m`;

/** For terminals. What nobody knows is neither green nor red. */
export const ansiStyle: Style = {
  pass: escape(32, 39),
  fail: escape(31, 39),
  unknown: escape(2, 22),
  dim: escape(2, 22),
  bold: escape(1, 22),
};

/** One shape for each answer, for those who see no colours. */
export const shapes: Readonly<Record<Answer, string>> = {
  pass: '●',
  fail: '■',
  unknown: '◇',
};
