import { parse } from 'yaml';
import { readFile } from './__testUtils__/repository';

const production = readFile('app-config.production.yaml');
const operations = readFile('docs/operations.md');

/** Of the values alone, so that comments do not count. */
const read = [
  ...JSON.stringify(parse(production)).matchAll(/\$\{(\w+)\}/g),
].map(([, name]) => name);

const explained = [
  ...operations.matchAll(/^\|((?: *`[A-Z_]+`[^|`]*)+)\|/gm),
].flatMap(([, cell]) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name));

describe('docs/operations.md', () => {
  it('explains every variable that a real installation reads, and no other', () => {
    expect(read.length).toBeGreaterThan(0);
    expect([...new Set(explained)].sort()).toEqual([...new Set(read)].sort());
  });
});
