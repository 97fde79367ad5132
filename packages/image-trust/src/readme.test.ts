import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { matrixTable } from './__testUtils__/matrixTable';

const root = join(__dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** The rows of a table, without the spaces that align them. */
function rowsUnder(heading: string): string[] {
  const [, after] = readme.split(`\n### ${heading}\n`);
  const lines = (after ?? '').split('\n');
  const start = lines.findIndex(line => line.startsWith('|'));
  const end = lines.findIndex(
    (line, at) => at > start && !line.startsWith('|'),
  );
  return lines.slice(start, end).map(line =>
    line
      .slice(1, -1)
      .split('|')
      .map(cell => cell.trim().replace(/^-+$/, '---'))
      .join(' | '),
  );
}

describe('the README', () => {
  it('lists every combination that the matrix verifies', () => {
    expect(rowsUnder('Every combination')).toEqual(matrixTable());
  });

  it.each(['Known attacks', 'Further attacks'])(
    'names a test for each of its %s',
    heading => {
      const rows = rowsUnder(heading).slice(2);
      expect(rows.length).toBeGreaterThan(10);
      for (const row of rows) {
        const [, name, file] =
          /\[(.+)\]\(((?:src|\.\.)\/[^)]+)\) *$/.exec(row) ?? [];
        const test = readFileSync(join(root, file ?? row), 'utf8');
        expect(test.replace(/\\'/g, "'")).toContain(name);
      }
    },
  );
});
