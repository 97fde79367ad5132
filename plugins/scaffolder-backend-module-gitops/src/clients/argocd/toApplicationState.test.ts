import comparisonError from './__fixtures__/application-comparison-error.json';
import degraded from './__fixtures__/application-degraded.json';
import healthy from './__fixtures__/application-healthy.json';
import hookFailing from './__fixtures__/application-hook-failing.json';
import { applicationSchema } from './schema';
import { toApplicationState } from './toApplicationState';

const url = 'https://argocd.example.com/applications/web';
const stateOf = (application: object) =>
  toApplicationState(applicationSchema.parse(application), url);

describe('toApplicationState', () => {
  it('reads one that is well', () => {
    expect(stateOf(healthy)).toEqual({
      name: 'web',
      syncStatus: 'Synced',
      healthStatus: 'Healthy',
      revision: healthy.status.sync.revision,
      message: undefined,
      images: ['registry.example/shop/web:1.0.0'],
      url,
    });
  });

  it('reads one whose pods do not start', () => {
    expect(stateOf(degraded)).toMatchObject({
      syncStatus: 'Synced',
      healthStatus: 'Degraded',
    });
  });

  it('gives the condition for a reason when it cannot be compared', () => {
    expect(stateOf(comparisonError)).toMatchObject({
      syncStatus: 'Unknown',
      // As the real one says it: nothing is there that could be unhealthy.
      healthStatus: 'Healthy',
      message: expect.stringMatching(/^ComparisonError: Failed to load target/),
      images: [],
    });
  });

  it('gives the operation for a reason while it is retried', () => {
    expect(stateOf(hookFailing)).toMatchObject({
      syncStatus: 'OutOfSync',
      healthStatus: 'Missing',
      message: expect.stringContaining('Retrying attempt #1'),
    });
  });

  it('knows nothing of one that the controller has not looked at yet', () => {
    expect(stateOf({ metadata: { name: 'web' }, status: {} })).toMatchObject({
      syncStatus: 'Unknown',
      healthStatus: 'Unknown',
    });
  });
});
