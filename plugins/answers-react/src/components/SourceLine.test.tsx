import { render, screen } from '@testing-library/react';
import { SourceFreshness, SourceLine } from './SourceLine';

const pods = { cluster: 'prod', kind: 'pods' };
const hourAgo = new Date(Date.now() - 3_600_000).toISOString();

describe('SourceLine', () => {
  it.each<[string, SourceFreshness, string]>([
    [
      'down',
      { ...pods, state: 'unreachable', asOf: hourAgo, cause: 'ECONNREFUSED' },
      'pods in prod: unreachable, as of 1 hr. ago (ECONNREFUSED)',
    ],
    [
      'never read',
      { ...pods, state: 'unreachable' },
      'pods in prod: unreachable',
    ],
    ['slow', { ...pods, state: 'listing' }, 'pods in prod: still being read'],
    [
      'denied',
      { ...pods, state: 'denied', cause: '401: Unauthorized' },
      'pods in prod: the portal may not read them (401: Unauthorized)',
    ],
    [
      'not installed',
      { cluster: 'prod', kind: 'policy-reports', state: 'not installed' },
      'policy-reports in prod: not installed',
    ],
    [
      'without some of its objects',
      {
        ...pods,
        state: 'current',
        cause: '1 object makes no sense and is missing',
      },
      'pods in prod: 1 object makes no sense and is missing',
    ],
    [
      'no cluster',
      { kind: 'catalog', state: 'unreachable', cause: '502 Bad Gateway' },
      'catalog: unreachable (502 Bad Gateway)',
    ],
  ])('names a source that is %s', (_, source, sentence) => {
    render(<SourceLine sources={[{ ...pods, state: 'current' }, source]} />);
    expect(screen.getByRole('alert')).toHaveTextContent(
      `Not all is known. ${sentence}`,
    );
  });

  it('says nothing while all is known', () => {
    render(<SourceLine sources={[{ ...pods, state: 'current' }]} />);
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });
});
