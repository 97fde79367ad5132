import { FreshnessReader } from './FreshnessReader';
import type { SourceFreshness } from './SourceFreshness';

const reader = (stored: SourceFreshness[]) =>
  new FreshnessReader({
    watch: { listStatus: async () => [] },
    status: { list: async () => stored },
    now: () => new Date('2026-11-26T12:00:00Z'),
  });

describe('FreshnessReader', () => {
  it('names the catalog as being read until it was read once', async () => {
    await expect(reader([]).list()).resolves.toEqual([
      { kind: 'catalog', state: 'listing' },
    ]);
    const current = { kind: 'catalog', state: 'current' } as const;
    await expect(reader([current]).list()).resolves.toEqual([current]);
  });
});
