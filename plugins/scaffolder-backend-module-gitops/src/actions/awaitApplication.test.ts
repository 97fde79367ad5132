import { createMockDirectory } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { describeScaffolderAction } from '../__testUtils__/describeScaffolderAction';
import { FakeArgoCd } from '../__testUtils__/FakeArgoCd';
import { ManualClock } from '../__testUtils__/ManualClock';
import { ActionRunOptions, runAction } from '../__testUtils__/runAction';
import degraded from '../clients/argocd/__fixtures__/application-degraded.json';
import healthy from '../clients/argocd/__fixtures__/application-healthy.json';
import hookFailing from '../clients/argocd/__fixtures__/application-hook-failing.json';
import { ArgoCdInstances } from '../clients/argocd/ArgoCdInstances';
import { createAwaitApplicationAction } from './awaitApplication';

describe('argocd:application:await', () => {
  const workspace = createMockDirectory();
  let argoCd: FakeArgoCd;
  let clock: ManualClock;
  let password: string;

  beforeEach(async () => {
    argoCd = await FakeArgoCd.start();
    clock = new ManualClock();
    password = 'secret';
  });
  afterEach(() => argoCd.close());

  const action = () => {
    const { url } = argoCd;
    const frontendUrl = 'https://argocd.example.com';
    const instances = [{ name: 'nonprod', url, frontendUrl }];
    return createAwaitApplicationAction({
      clock,
      argoCd: ArgoCdInstances.fromConfig(
        new ConfigReader({
          argocd: {
            username: 'portolan',
            password,
            appLocatorMethods: [{ type: 'config', instances }],
          },
        }),
      ),
    });
  };
  const run = (given: object = {}, options: Partial<ActionRunOptions> = {}) =>
    runAction(
      action(),
      { applications: ['web'], timeoutSeconds: 10, ...given },
      { workspacePath: workspace.path, ...options },
    );
  const becomes = (application: object) => async () => {
    argoCd.applications.set('web', application);
  };

  describeScaffolderAction(
    async () => {
      argoCd.applications.set('web', healthy);
      return {
        action: action(),
        input: { applications: ['web'] },
        workspacePath: workspace.path,
        effects: async () =>
          argoCd.requests.filter(line => !/^GET|session$/.test(line)),
      };
    },
    { hasEffect: false },
  );

  it('follows it from unknown to healthy, in Argo CD’s words', async () => {
    clock.meanwhile(becomes(hookFailing));
    clock.meanwhile(becomes(degraded));
    clock.meanwhile(becomes(healthy));
    const { output, log } = await run();
    expect(output).toEqual({
      result: 'healthy',
      applications: [
        {
          name: 'web',
          syncStatus: 'Synced',
          healthStatus: 'Healthy',
          revision: healthy.status.sync.revision,
          url: 'https://argocd.example.com/applications/web',
        },
      ],
    });
    expect(log).toEqual([
      'web: Argo CD does not know it yet, or does not show it to the portal',
      expect.stringMatching(/^web: OutOfSync, Missing \(.*Retrying attempt #1/),
      'web: Synced, Degraded',
      'web: Synced and Healthy',
    ]);
  });

  it('does not take a service that was never built for one that runs', async () => {
    const empty = { ...healthy, status: { ...healthy.status, summary: {} } };
    argoCd.applications.set('web', empty);
    await expect(run()).resolves.toMatchObject({
      output: { result: 'healthy' },
    });
    clock.meanwhile(becomes(healthy));
    const { output, log } = await run({ untilRunning: true });
    expect(output.result).toBe('healthy');
    expect(log[0]).toBe('web: Synced, Healthy (no image runs yet)');
  });

  it('does not fail for slowness', async () => {
    argoCd.applications.set('web', degraded);
    const { output, log } = await run();
    expect(output).toMatchObject({
      result: 'waiting',
      applications: [{ name: 'web', healthStatus: 'Degraded' }],
    });
    expect(log[log.length - 1]).toMatch(/^Argo CD goes on by itself/);
    expect(
      clock.waits.reduce((sum, wait) => sum + wait, 0),
    ).toBeLessThanOrEqual(10_000);
  });

  it('waits for an Argo CD that is down for a while', async () => {
    argoCd.applications.set('web', healthy);
    argoCd.failure = 503;
    clock.meanwhile(async () => {
      argoCd.failure = undefined;
    });
    const { output, log } = await run();
    expect(output.result).toBe('healthy');
    expect(log[0]).toContain(
      'Argo CD "nonprod" answered 503 to POST /api/v1/session: out of order',
    );
  });

  it('ends at once, without failing, when Argo CD does not take the credentials', async () => {
    password = 'wrong';
    const { output, log } = await run();
    expect(output).toMatchObject({
      result: 'waiting',
      applications: [{ name: 'web', syncStatus: 'Unknown' }],
    });
    expect(log[0]).toContain('Invalid username or password');
    expect(log.join()).not.toContain('wrong');
    expect(clock.waits).toEqual([]);
  });

  it('ends when its task is cancelled', async () => {
    const cancel = new AbortController();
    clock.meanwhile(async () => cancel.abort());
    await expect(run({}, { signal: cancel.signal })).rejects.toThrow(/abort/i);
  });
});
