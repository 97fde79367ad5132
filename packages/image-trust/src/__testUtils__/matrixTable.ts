import { Cell, cells, impossible, logs, places, signers } from './matrix';

/** The table of the README: which contents by which signers lie where, logged how. */
export function matrixTable(): string[] {
  const possible = cells.filter(cell => !impossible(cell));
  const cellOf = (place: Cell['place'], log: Cell['log']): string => {
    const here = possible.filter(
      cell => cell.place === place && cell.log === log,
    );
    if (here.length === 0) return '';
    const contents = [...new Set(here.map(({ content }) => content))];
    const found = [...new Set(here.map(({ signer }) => signer))];
    return `${contents.join(', ')}; ${whoOf(found)}`;
  };
  return [
    ['storage', ...logs],
    ['', ...logs].map(() => '---'),
    ...places.map(place => [
      `\`${place}\``,
      ...logs.map(log => cellOf(place, log)),
    ]),
  ].map(row => row.join(' | '));
}

function whoOf(found: readonly Cell['signer'][]): string {
  const missing = signers.filter(signer => !found.includes(signer));
  if (missing.length === 0) return 'all signers';
  return missing.length === 1 ? `all but ${missing[0]}` : found.join(', ');
}
