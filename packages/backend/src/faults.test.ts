import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readFile, repositoryRoot } from './__testUtils__/repository';

const page = readFile('docs/faults.md');
const signals = [
  'Deployed',
  'Signed',
  'Scanned',
  'Source',
  'Guardrails',
  'Mesh',
  'Health',
];
const faults = ['down', 'slow', '401', '403', '429', '500'];

/** Which faults have to be there, by the page's sections. */
const required: Readonly<Record<string, readonly string[]>> = {
  'Kubernetes API': [...faults, 'watch dropped', 'missing CRD'],
  'Argo CD': faults,
  Grafana: faults,
  Prometheus: faults,
  Loki: faults,
  Registry: faults,
  'Git host': faults,
  'Sigstore trust roots': faults,
  'What comes in': [
    'report without digest',
    'report of 4 MB',
    'unknown severity or result',
    'two components claim a workload',
    'image without access to its registry',
    'clock an hour ahead',
    'entity deleted',
  ],
};

type Row = readonly string[];

/** The rows of each section's table, without what separates its head. */
const tables = new Map(
  page
    .split(/^## /m)
    .slice(1)
    .map((section): [string, Row[]] => [
      section.slice(0, section.indexOf('\n')),
      section
        .split('\n')
        .filter(line => line.startsWith('|') && !/^\|[\s|-]+$/.test(line))
        .map(line =>
          line
            .slice(1, -1)
            .split('|')
            .map(cell => cell.trim()),
        ),
    ]),
);
const said = tables.get('What is said')!.slice(1);
const known = new Map(said.map(([ref, ...rest]) => [ref, rest]));
const matrices = [...tables].filter(([name]) => name !== 'What is said');

/** `file › test › row of its table`, each in backticks. */
function testsIn(text: string) {
  const found = text.matchAll(
    /`([^`]+\.test\.tsx?)`(?: › `([^`]+)`)?(?: › `([^`]+)`)?/g,
  );
  return [...found].map(([, file, title, row]) => ({ file, title, row }));
}

/** The text of a test file as a reader sees it: without what escapes characters of it. */
const textOf = (file: string) =>
  readFile(file).replace(/\\(['"`().[\]?])/g, '$1');

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Whether a file has a test of this title, on its own or of a table. */
function hasTest(text: string, title: string): boolean {
  return new RegExp(
    `(\\bit|\\btest|\\))\\(\\s*(['"\`])${escape(title)}\\2,`,
  ).test(text);
}

const hasLiteral = (text: string, literal: string) =>
  new RegExp(`(['"\`])${escape(literal)}\\1`).test(text);

describe('docs/faults.md', () => {
  it('has a row for each fault, and a cell for each signal', () => {
    for (const [section, rows] of matrices) {
      const [head, ...body] = rows;
      expect([section, head]).toEqual([section, ['fault', ...signals]]);
      expect(body.map(([fault]) => fault)).toEqual(
        expect.arrayContaining([...required[section]]),
      );
      for (const row of body) expect(row).toHaveLength(signals.length + 1);
    }
    expect(matrices.map(([section]) => section)).toEqual(Object.keys(required));
  });

  it('says what each cell means, once, and nothing that no cell needs', () => {
    const used = matrices.flatMap(([, [, ...rows]]) =>
      rows.flatMap(([, ...cells]) =>
        cells.flatMap(cell => (cell === '–' ? [] : cell.split(' '))),
      ),
    );
    expect([...known.keys()]).toHaveLength(said.length);
    expect([...new Set(used)].sort()).toEqual([...known.keys()].sort());
  });

  it('names tests that exist', () => {
    const missing = testsIn(page).filter(({ file, title, row }) => {
      if (!existsSync(join(repositoryRoot, file))) return true;
      const text = textOf(file);
      return (
        (title !== undefined && !hasTest(text, title)) ||
        (row !== undefined && !hasLiteral(text, row))
      );
    });
    expect(missing).toEqual([]);
    for (const [ref, [, tests]] of known) {
      expect([ref, testsIn(tests).length]).not.toEqual([ref, 0]);
    }
  });

  it('quotes what the tests expect to read', () => {
    const invented = [...known].flatMap(([ref, [words, tests]]) => {
      const texts = testsIn(tests).map(({ file }) => textOf(file));
      return [...words.matchAll(/“([^”]+)”/g)]
        .flatMap(([, quote]) => quote.split('…'))
        .map(part => part.trim())
        .filter(part => !texts.some(text => text.includes(part)))
        .map(part => `${ref}: ${part}`);
    });
    expect(invented).toEqual([]);
  });
});
