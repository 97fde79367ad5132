import { SourceError } from '@portolan/plugin-grafana-common';
import { mergeErrors } from './toSourceError';

const error = (source: string, changes: Partial<SourceError> = {}) => ({
  source,
  code: 'unauthorized' as const,
  message: 'answered 401',
  at: '2026-11-26T02:00:00.000Z',
  ...changes,
});

describe('mergeErrors', () => {
  it('tells each cause once, with the environments that it concerns', () => {
    const main = 'Grafana (main)';
    expect(
      mergeErrors([
        error(main, { environments: ['dev'] }),
        error(main, { environments: ['prod'] }),
        error(main, { code: 'timeout' }),
      ]),
    ).toEqual([
      error(main, { environments: ['dev', 'prod'] }),
      error(main, { code: 'timeout' }),
    ]);
  });

  it('does not blame a system behind Grafana for what Grafana itself answers', () => {
    const behind = error('Prometheus in Grafana (main)');
    const down = error('Loki in Grafana (main)', { code: 'unreachable' });
    const other = error('Prometheus in Grafana (second)');
    const main = error('Grafana (main)');
    expect(mergeErrors([behind, down, main, other])).toEqual([
      down,
      main,
      other,
    ]);
    expect(mergeErrors([behind])).toEqual([behind]);
  });
});
