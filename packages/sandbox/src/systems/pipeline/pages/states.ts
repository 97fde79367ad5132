import { Html, html } from '../../../http/html';
import { State } from '../runs/Run';

const looks: Record<State, [style: string, symbol: string, word: string]> = {
  waiting: ['quiet', '◌', 'waiting'],
  running: ['busy', '◐', 'running'],
  success: ['ok', '●', 'succeeded'],
  failure: ['bad', '■', 'failed'],
  skipped: ['quiet', '–', 'skipped'],
  superseded: ['quiet', '↷', 'superseded'],
};

/** A shape, a colour and a word: none of them alone carries the meaning. */
export function stateMark(state: State): Html {
  const [style, symbol, word] = looks[state];
  return html`<span class="${style}">${symbol} ${word}</span>`;
}

export function duration(from?: string, to?: string): string {
  if (!from || !to) return '';
  const seconds = (Date.parse(to) - Date.parse(from)) / 1000;
  return seconds < 60
    ? `${seconds.toFixed(1)} s`
    : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
