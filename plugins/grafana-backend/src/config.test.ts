import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { readGrafanaConfig } from './config';

const main = { name: 'main', url: 'https://grafana.example.dev/', token: 't' };
const dev = { name: 'dev', cluster: 'nonprod', namespace: '{name}-dev' };

const read = (grafana?: JsonObject, environments: JsonObject[] = []) =>
  readGrafanaConfig(
    mockServices.rootConfig({
      data: { environments, ...(grafana ? { grafana } : {}) },
    }),
  );

describe('readGrafanaConfig', () => {
  it('reads nothing, and then every answer is empty', () => {
    expect(read()).toMatchObject({ instances: [], environments: [] });
  });

  it('fills in what is usual', () => {
    expect(read({ instances: [main] }, [dev])).toMatchObject({
      instances: [
        {
          url: 'https://grafana.example.dev',
          browserUrl: 'https://grafana.example.dev',
          timeoutMs: 5000,
        },
      ],
      environments: [{ ...dev, instance: 'main' }],
      platformTag: 'platform',
      logs: { minutes: 15, lines: 100 },
    });
  });

  it.each<[string, JsonObject, string]>([
    [
      'no token',
      { instances: [{ ...main, token: ' ' }] },
      'grafana.instances[0].token is empty',
    ],
    [
      'no name',
      { instances: [{ url: main.url, token: 't' }] },
      'grafana.instances[0].name',
    ],
    [
      'a path for an address',
      { instances: [{ ...main, url: '/grafana' }] },
      "grafana.instances[0].url is '/grafana', but must be an http or https address",
    ],
    [
      'a password in the address',
      {
        instances: [{ ...main, browserUrl: 'https://u:p@grafana.example.dev' }],
      },
      'grafana.instances[0].browserUrl',
    ],
    [
      'two of one name',
      { instances: [main, main] },
      "grafana.instances has two entries named 'main'",
    ],
    [
      'an environment of no Grafana',
      { instances: [main, { ...main, name: 'second' }] },
      'grafana.instanceOf.dev is missing',
    ],
    [
      'an environment of an unknown Grafana',
      { instances: [main], instanceOf: { dev: 'other' } },
      "grafana.instanceOf.dev is 'other', but grafana.instances has 'main'",
    ],
    [
      'a Grafana of no environment',
      { instances: [main], instanceOf: { test: 'main' } },
      'grafana.instanceOf.test is of no environment',
    ],
    [
      'a label that cannot be',
      { instances: [main], logs: { labels: { pod: 'pod="x' } } },
      'grafana.logs.labels.pod is',
    ],
    [
      'too many lines',
      { logs: { lines: 5000 } },
      'grafana.logs.lines is 5000, but must be from 1 to 1000',
    ],
    [
      'no patience',
      { instances: [{ ...main, timeoutSeconds: 0 }] },
      'grafana.instances[0].timeoutSeconds is 0',
    ],
  ])('names the key when there is %s', (_, grafana, why) => {
    expect(() => read(grafana, [dev])).toThrow(why);
  });
});
