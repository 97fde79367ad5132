import { ansiStyle, plainStyle, Style } from '../report/Style';
import type { Io } from './Io';

/**
 * Colours on a terminal only.
 *
 * @see https://no-color.org
 */
export function chooseStyle({ stdout, env }: Io): Style {
  const wanted = stdout.isTerminal && !env.NO_COLOR && env.TERM !== 'dumb';
  return wanted ? ansiStyle : plainStyle;
}
