import { ConfigReader } from '@backstage/config';
import { readSupplyChainConfig } from './config';

const read = (supplyChain: object) =>
  readSupplyChainConfig(new ConfigReader({ supplyChain } as never));

describe('readSupplyChainConfig', () => {
  it('needs nothing', () => {
    expect(readSupplyChainConfig(new ConfigReader({}))).toMatchObject({
      policy: undefined,
      verification: { everyMs: 3_600_000, concurrency: 4 },
      scans: { max: { critical: 0 }, maxAgeMs: 172_800_000 },
      commits: { acceptUnprotected: false },
    });
  });

  it('calls Docker Hub as references do', () => {
    const registry = { host: 'docker.io', username: 'a', password: 'b' };
    expect(read({ registries: [registry] }).registries[0].host).toBe(
      'index.docker.io',
    );
  });

  it.each([
    [
      { scans: { max: { high: -1 } } },
      'supplyChain.scans.max.high is -1; it must be a whole number from 0',
    ],
    [
      { verification: { concurrency: 1.5 } },
      'supplyChain.verification.concurrency is 1.5; it must be a whole number from 0 to 64',
    ],
    [
      { verification: { every: { hours: 0 } } },
      'supplyChain.verification.every',
    ],
  ])('refuses %j', (config, message) => {
    expect(() => read(config)).toThrow(message);
  });
});
