import { decideSignal } from './decideSignal';
import { EnvironmentAlert, EnvironmentAlerts } from './types';

const alert = (state: 'firing' | 'pending'): EnvironmentAlert => ({
  name: 'QueueTooLong',
  state,
  labels: {},
});

const known = (changes: Partial<EnvironmentAlerts>): EnvironmentAlerts => ({
  items: [],
  asOf: '2026-11-26T02:00:00.000Z',
  complete: true,
  stale: false,
  ...changes,
});

describe('decideSignal', () => {
  it.each([
    ['nobody knows', undefined, 'unknown', 'Alerts not known'],
    ['every source says none', known({}), 'pass', '0 alerts'],
    [
      'a source is missing',
      known({ complete: false }),
      'unknown',
      'Alerts not known',
    ],
    [
      'none, but an hour ago',
      known({ stale: true }),
      'unknown',
      'Last known: 0 alerts',
    ],
    ['pending', known({ items: [alert('pending')] }), 'warning', '1 pending'],
    [
      'firing and pending',
      known({ items: [alert('pending'), alert('firing'), alert('pending')] }),
      'fail',
      '1 firing, 2 pending',
    ],
    [
      'firing, and a source is missing',
      known({ items: [alert('firing')], complete: false }),
      'fail',
      'at least 1 firing',
    ],
    [
      'pending, and a source is missing',
      known({ items: [alert('pending')], complete: false }),
      'unknown',
      'at least 1 pending',
    ],
  ])('%s', (_, alerts, answer, text) => {
    expect(decideSignal(alerts)).toEqual({ answer, text });
  });
});
