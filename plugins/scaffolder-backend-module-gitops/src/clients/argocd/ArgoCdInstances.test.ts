import { ConfigReader } from '@backstage/config';
import { ArgoCdInstances } from './ArgoCdInstances';

const instance = (name: string, more: object = { token: 't' }) => ({
  name,
  url: `https://${name}.example.com`,
  ...more,
});
const read = (...instances: object[]) =>
  ArgoCdInstances.fromConfig(
    new ConfigReader({
      argocd: { appLocatorMethods: [{ type: 'config', instances }] },
    }),
  );

describe('ArgoCdInstances', () => {
  it('finds one by its name, or the first', () => {
    const instances = read(instance('nonprod'), instance('prod'));
    expect(instances.get('prod').name).toBe('prod');
    expect(instances.get().name).toBe('nonprod');
  });

  it('names what is configured when there is no such one', () => {
    expect(() => read(instance('nonprod')).get('prod')).toThrow(
      'instance: there is no "prod" under argocd.appLocatorMethods (configured: nonprod)',
    );
    expect(() =>
      ArgoCdInstances.fromConfig(new ConfigReader({})).get(),
    ).toThrow('(configured: none)');
  });

  it('tells that an instance has no credentials when it is asked', async () => {
    const client = read(instance('nonprod', {})).get();
    await expect(client.getApplication('web')).rejects.toThrow(
      'Argo CD "nonprod" cannot be asked: neither token nor username',
    );
  });

  it('stops the start on half of them, with the key', () => {
    const half = instance('nonprod', { username: 'portolan' });
    expect(() => read(half)).toThrow(
      'argocd.appLocatorMethods[0].instances[0].password',
    );
  });
});
