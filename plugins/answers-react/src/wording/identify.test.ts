import { identify } from './identify';

describe('identify', () => {
  it('lengthens only the names that several share', () => {
    const dev = { name: 'dev', cluster: 'one' };
    const prod = { name: 'prod', cluster: 'one' };
    const other = { name: 'prod', cluster: 'two' };
    expect([
      ...identify(
        [dev, prod, other],
        [each => each.name, each => `${each.name} (${each.cluster})`],
      ),
    ]).toEqual([
      ['dev', dev],
      ['prod (one)', prod],
      ['prod (two)', other],
    ]);
  });
});
