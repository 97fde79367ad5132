import { ConfigReader } from '@backstage/config';
import { readGuardrailsConfig } from './config';

const read = (guardrails: object) =>
  readGuardrailsConfig(new ConfigReader({ guardrails } as never));

describe('readGuardrailsConfig', () => {
  it('needs nothing', () => {
    expect(readGuardrailsConfig(new ConfigReader({}))).toEqual({
      staleAfterMs: 86_400_000,
      rootNamespace: 'istio-system',
      catalogEveryMs: 30_000,
      retentionMs: 15_552_000_000,
    });
  });

  it('reads every key', () => {
    expect(
      read({
        staleAfter: { hours: 2 },
        mesh: { rootNamespace: 'mesh' },
        catalogEvery: { minutes: 1 },
        retention: { days: 1 },
      }),
    ).toEqual({
      staleAfterMs: 7_200_000,
      rootNamespace: 'mesh',
      catalogEveryMs: 60_000,
      retentionMs: 86_400_000,
    });
  });

  it.each(['staleAfter', 'catalogEvery', 'retention'])(
    'refuses %s that is no time, and names it',
    key => {
      expect(() => read({ [key]: { hours: 0 } })).toThrow(
        `guardrails.${key} is no time; it must be above 0`,
      );
      expect(() => read({ [key]: { fortnights: 1 } })).toThrow(
        `guardrails.${key}`,
      );
    },
  );
});
