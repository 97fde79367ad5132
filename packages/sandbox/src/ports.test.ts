import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listen } from './http/listen';
import { choosePorts } from './ports';

describe('choosePorts', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'ports-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('keeps what it chose', async () => {
    const chosen = await choosePorts(directory, 17_010);
    expect(await choosePorts(directory)).toEqual(chosen);
  });

  it('gives a sandbox of before a port for each system that is new, and moves none', async () => {
    const { sigstore, ...older } = await choosePorts(directory, 17_110);
    const file = join(directory, 'ports.json');
    writeFileSync(file, JSON.stringify(older));
    expect(await choosePorts(directory)).toEqual({ ...older, sigstore });

    writeFileSync(file, JSON.stringify(older));
    const taken = await listen(() => {}, { port: sigstore });
    const ports = await choosePorts(directory);
    await taken.close();
    expect(ports).toEqual({ ...older, sigstore: sigstore + 1 });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(ports);
  });

  it('refuses to start on a port that another program took', async () => {
    const { registry } = await choosePorts(directory, 17_210);
    const taken = await listen(() => {}, { port: registry });
    await expect(choosePorts(directory)).rejects.toThrow(`port ${registry}`);
    await taken.close();
  });
});
