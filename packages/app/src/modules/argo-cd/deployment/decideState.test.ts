import { anApplication } from '../__testUtils__/FakeArgoCd';
import { Application } from '../api';
import { decideState, DeploymentState, worstOf } from './decideState';

const table: Array<[DeploymentState, Partial<Application>]> = [
  ['pass', {}],
  ['pass', { hasWorkload: undefined }],
  ['nothing', { hasWorkload: false }],
  ['fail', { syncStatus: 'OutOfSync' }],
  ['fail', { healthStatus: 'Degraded' }],
  ['fail', { syncStatus: 'OutOfSync', hasWorkload: false }],
  ['fail', { syncStatus: 'Unknown', healthStatus: 'Degraded' }],
  ['unknown', { syncStatus: 'Unknown' }],
  ['unknown', { syncStatus: 'Unknown', hasWorkload: false }],
  ['unknown', { healthStatus: 'Progressing' }],
  ['unknown', { healthStatus: 'Suspended' }],
  ['unknown', { healthStatus: 'Missing' }],
  ['unknown', { healthStatus: 'Unknown' }],
  ['unknown', { healthStatus: 'A word of a later version' }],
];

describe('decideState', () => {
  it.each(table)('is %s for %j', (state, changes) => {
    expect(decideState(anApplication('quote-api', 'dev', changes))).toBe(state);
  });
});

describe('worstOf', () => {
  it('puts what needs a person before what nobody knows, and both before what is well', () => {
    expect(worstOf(['pass', 'unknown', 'fail', 'nothing'])).toBe('fail');
    expect(worstOf(['pass', 'unknown', 'nothing'])).toBe('unknown');
    expect(worstOf(['nothing', 'pass'])).toBe('pass');
    expect(worstOf([])).toBe('nothing');
  });
});
