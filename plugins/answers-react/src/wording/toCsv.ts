type Cell = string | number | undefined;

/**
 * As RFC 4180 has it. A text
 * that a spreadsheet would run as a formula is kept a text by an apostrophe.
 */
export function toCsv<T>(
  rows: readonly T[],
  columns: Readonly<Record<string, (row: T) => Cell>>,
): string {
  const lines = [
    Object.keys(columns),
    ...rows.map(row => Object.values(columns).map(cell => cell(row))),
  ];
  return lines.map(cells => `${cells.map(toCell).join(',')}\r\n`).join('');
}

function toCell(value: Cell): string {
  if (typeof value !== 'string') return value?.toString() ?? '';
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
