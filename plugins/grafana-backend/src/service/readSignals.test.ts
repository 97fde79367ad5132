import { mockServices } from '@backstage/backend-test-utils';
import { GrafanaClient } from '../clients/grafana/GrafanaClient';
import { SourceFailure } from '../clients/grafana/SourceFailure';
import { readGrafanaConfig } from '../config';
import { InstanceReader } from './InstanceReader';
import { readSignals } from './readSignals';

const config = readGrafanaConfig(
  mockServices.rootConfig({
    data: {
      grafana: {
        instances: [
          { name: 'main', url: 'https://grafana.example.dev', token: 't' },
        ],
      },
    },
  }),
);

const environment = {
  name: 'dev',
  cluster: 'nonprod',
  namespace: 'quote-api-dev',
  instance: 'main',
  workload: 'quote-api',
};

/** A Grafana with one firing alert, that can be told to be down. */
class FakeGrafana implements GrafanaClient {
  isDown = false;

  async getVersion() {
    return '12.2.0';
  }

  async listDataSources() {
    return [];
  }

  async listDashboards() {
    return [];
  }

  async listGrafanaAlerts() {
    if (this.isDown) {
      throw new SourceFailure({
        source: 'Grafana (main)',
        code: 'unreachable',
        message: 'ECONNREFUSED',
        at: new Date('2026-11-26T02:20:00Z'),
      });
    }
    const labels = { alertname: 'A', namespace: environment.namespace };
    return [{ labels, state: 'Alerting' }];
  }

  async listPrometheusAlerts() {
    return [];
  }

  async queryLogs() {
    return [];
  }

  async listLabelValues() {
    return [];
  }
}

describe('readSignals', () => {
  it('keeps the last good answer with its time for an hour, and then knows nothing', async () => {
    const client = new FakeGrafana();
    let now = new Date('2026-11-26T02:00:00Z');
    const [instance] = config.instances;
    const reader = new InstanceReader({ instance, client, now: () => now });
    const read = async (time: string) => {
      now = new Date(time);
      const options = { config, component: 'quote-api', now };
      const { item, errors } = await readSignals(reader, environment, options);
      return { alerts: item.alerts, codes: errors.map(({ code }) => code) };
    };
    const noLoki = 'not-configured';
    const fresh = await read('2026-11-26T02:00:00Z');
    expect(fresh).toMatchObject({
      alerts: { items: [{ name: 'A' }], complete: true, stale: false },
      codes: [noLoki],
    });
    client.isDown = true;
    const stale = await read('2026-11-26T02:20:00Z');
    expect(stale.alerts).toMatchObject({
      items: [{ name: 'A' }],
      asOf: '2026-11-26T02:00:00.000Z',
      stale: true,
    });
    expect(stale.codes).toContain('unreachable');
    const unknown = await read('2026-11-26T03:00:01Z');
    expect(unknown.alerts).toBeUndefined();
    expect(unknown.codes).toContain('unreachable');
  });
});
