import { EnvironmentAlert, EnvironmentAlerts } from './types';

export type AlertSignal = {
  /** Unknown is never pass: an empty list counts only when every source answered just now. */
  answer: 'pass' | 'warning' | 'fail' | 'unknown';
  /** What stands beside the mark: `0 alerts`, `1 firing, 2 pending`. */
  text: string;
};

const words = (alerts: EnvironmentAlert[]) =>
  (['firing', 'pending'] as const)
    .map(state => ({
      state,
      count: alerts.filter(alert => alert.state === state).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} ${state}`)
    .join(', ');

/** What the alerts of an environment come to, in a word. */
export function decideSignal(
  alerts: EnvironmentAlerts | undefined,
): AlertSignal {
  if (!alerts) return { answer: 'unknown', text: 'Alerts not known' };
  const { items, complete, stale } = alerts;
  const text = words(items);
  const atLeast = complete ? text : `at least ${text}`;
  if (items.some(({ state }) => state === 'firing')) {
    return { answer: 'fail', text: atLeast };
  }
  if (!complete) {
    return { answer: 'unknown', text: text ? atLeast : 'Alerts not known' };
  }
  if (stale) {
    return { answer: 'unknown', text: `Last known: ${text || '0 alerts'}` };
  }
  return items.length > 0
    ? { answer: 'warning', text }
    : { answer: 'pass', text: '0 alerts' };
}
