import { toEnvironmentAlerts } from './toEnvironmentAlerts';

const environment = {
  name: 'dev',
  cluster: 'nonprod',
  namespace: 'shared',
  instance: 'main',
  workload: 'quote-api',
};
const names = { cluster: 'cluster', namespace: 'namespace' };
const alert = (labels: Record<string, string>, state = 'firing') => ({
  labels: { alertname: 'A', namespace: 'shared', ...labels },
  state,
  activeAt: '0001-01-01T00:00:00Z',
});

describe('toEnvironmentAlerts', () => {
  it.each([
    ['in the namespace', {}, 1],
    ['of the cluster', { cluster: 'nonprod' }, 1],
    ['of another cluster', { cluster: 'prod' }, 0],
    ['of another namespace', { namespace: 'other' }, 0],
    ['of another workload', { service: 'ledger' }, 0],
    ['of this workload', { service: 'quote-api' }, 1],
  ])('an alert %s', (_, labels, count) => {
    const options = { ...names, workload: 'service' };
    expect(
      toEnvironmentAlerts([alert(labels)], environment, options),
    ).toHaveLength(count);
  });

  it.each([
    ['Alerting', 'firing'],
    ['Alerting (NoData)', 'firing'],
    ['NoData', 'firing'],
    ['Error', 'firing'],
    ['Pending', 'pending'],
    ['Normal', undefined],
    ['inactive', undefined],
  ])('%s of Grafana is %s', (state, expected) => {
    const [found] = toEnvironmentAlerts([alert({}, state)], environment, names);
    expect(found?.state).toBe(expected);
    expect(found?.since).toBeUndefined();
  });
});
