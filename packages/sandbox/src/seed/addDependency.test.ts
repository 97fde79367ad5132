import { readLockfile } from '../systems/pipeline/sbom/readLockfile';
import { addDependency } from './addDependency';

const dependency = {
  name: 'luxon',
  version: '3.2.0',
  integrity: 'sha512-AAEC',
  license: 'MIT',
};

describe('addDependency', () => {
  it('changes manifest and lock alike, in the order of names', () => {
    const edit = addDependency(dependency);
    const dependencies = { fastify: '^5.0.0', 'prom-client': '^15.0.0' };
    const manifest = edit['package.json'](JSON.stringify({ dependencies }));
    const lock = edit['package-lock.json'](
      JSON.stringify({
        lockfileVersion: 3,
        packages: {
          '': { dependencies },
          'node_modules/fastify': { version: '5.0.0' },
          'node_modules/prom-client': { version: '15.0.0' },
        },
      }),
    );

    expect(Object.entries(JSON.parse(manifest).dependencies)).toEqual([
      ['fastify', '^5.0.0'],
      ['luxon', '3.2.0'],
      ['prom-client', '^15.0.0'],
    ]);
    expect(JSON.parse(lock).packages[''].dependencies).toEqual(
      JSON.parse(manifest).dependencies,
    );
    expect(
      readLockfile(lock).packages.map(({ name, version }) => [name, version]),
    ).toEqual([
      ['fastify', '5.0.0'],
      ['luxon', '3.2.0'],
      ['prom-client', '15.0.0'],
    ]);
    expect(manifest.endsWith('}\n')).toBe(true);
  });

  it('asks for a package to add it to', () => {
    expect(() => addDependency(dependency)['package.json'](undefined)).toThrow(
      'no npm package',
    );
  });
});
