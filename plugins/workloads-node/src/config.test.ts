import { ConfigReader } from '@backstage/config';
import { readWorkloadsConfig } from './config';

const dev = { name: 'dev', cluster: 'nonprod', namespace: '{name}-dev' };
const read = (config: object) =>
  readWorkloadsConfig(new ConfigReader(config as never));

describe('readWorkloadsConfig', () => {
  it('needs nothing', () => {
    expect(read({})).toEqual({ environments: [], fallback: [] });
  });

  it('keeps the order of environments', () => {
    const prod = { name: 'prod', cluster: 'prod', namespace: '{name}' };
    expect(read({ environments: [dev, prod] }).environments).toMatchObject([
      dev,
      prod,
    ]);
  });

  it.each([
    [
      { grafana: { environments: [dev] } },
      'grafana.environments is not read any more; move what it says to environments',
    ],
    [
      { supplyChain: { fallback: [] } },
      'supplyChain.fallback is not read any more; move what it says to workloads.fallback',
    ],
    [
      { workloads: { fallback: [{ namespace: 'a-*' }] } },
      'workloads.fallback[0] has {name} neither in namespace nor in workload',
    ],
    [{ environments: [{ name: 'dev' }] }, 'environments[0].cluster'],
    [
      { environments: [{ ...dev, name: 'a b' }] },
      "environments[0].name is 'a b', but must be letters",
    ],
    [{ environments: [dev, dev] }, "environments has two entries named 'dev'"],
    [
      { environments: [{ ...dev, namespace: '{team}-dev' }] },
      "environments[0].namespace has '{team}'; only {name}, {entityNamespace} and * are filled in",
    ],
  ])('refuses %j', (config, message) => {
    expect(() => read(config)).toThrow(message);
  });
});
