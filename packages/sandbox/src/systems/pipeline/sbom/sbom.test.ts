import { buildSbom } from './buildSbom';
import { readBaseImage } from './readBaseImage';
import { LockfileError, readLockfile } from './readLockfile';

const digest = `sha256:${'a'.repeat(64)}`;
const lock = JSON.stringify({
  lockfileVersion: 3,
  packages: {
    '': { dependencies: { a: '^1.0.0', '@scope/b': '1' } },
    'node_modules/a': {
      version: '1.2.3',
      license: 'MIT',
      integrity: 'sha512-AAEC',
      dependencies: { c: '^2.0.0' },
    },
    'node_modules/@scope/b': {
      version: '1.0.0',
      license: '(MIT OR Apache-2.0)',
      dependencies: { c: '^1.0.0' },
    },
    'node_modules/@scope/b/node_modules/c': { version: '1.9.0' },
    'node_modules/c': { version: '2.0.0' },
    'node_modules/tester': { version: '9.0.0', dev: true },
    'packages/own': { version: '0.0.0', link: true },
  },
});

describe('readLockfile', () => {
  it('finds what runs in production, and which copy of a package is meant', () => {
    const { rootUses, packages } = readLockfile(lock);
    expect(rootUses).toEqual(['node_modules/a', 'node_modules/@scope/b']);
    expect(
      packages.map(({ name, version, uses }) => [name, version, uses]),
    ).toEqual([
      ['a', '1.2.3', ['node_modules/c']],
      ['@scope/b', '1.0.0', ['node_modules/@scope/b/node_modules/c']],
      ['c', '1.9.0', []],
      ['c', '2.0.0', []],
    ]);
  });

  it.each([
    ['{', 'package-lock.json is not JSON: run `npm install`'],
    [
      '{"lockfileVersion": 1, "packages": {}}',
      'package-lock.json: lockfileVersion: Number must be greater than or equal to 2: run `npm install` with npm 7 or later',
    ],
  ])('says what is wrong with %s', (text, message) => {
    expect(() => readLockfile(text)).toThrow(new LockfileError(message));
  });
});

describe('readBaseImage', () => {
  const run = `gcr.io/distroless/nodejs24-debian12:nonroot@sha256:${'b'.repeat(
    64,
  )}`;

  it.each([
    [
      `ARG BUILD=node:24\nARG RUN=${run}\nFROM \${BUILD} AS build\nFROM $RUN\nARG RUN=later\n`,
      {
        repository: 'gcr.io/distroless/nodejs24-debian12',
        tag: 'nonroot',
        digest: `sha256:${'b'.repeat(64)}`,
      },
    ],
    [
      'FROM --platform=linux/amd64 registry.example:5000/node:24 AS run\n',
      {
        repository: 'registry.example:5000/node',
        tag: '24',
        digest: undefined,
      },
    ],
    ['FROM scratch\n', undefined],
    ['# nothing\n', undefined],
  ])('reads %j', (dockerfile, expected) => {
    expect(readBaseImage(dockerfile)).toEqual(expected);
  });
});

describe('buildSbom', () => {
  const build = () =>
    buildSbom({
      repository: 'localhost:7011/meridian/quote-api',
      digest,
      createdAt: '2026-01-01T00:00:00.000Z',
      lockfile: readLockfile(lock),
      baseImage: { repository: 'docker.io/library/node', tag: '24' },
    });

  it('is the same for the same image', () => {
    expect(JSON.stringify(build())).toBe(JSON.stringify(build()));
    expect(build().serialNumber).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it('lists the base image and each package, and what uses what', () => {
    const { components, dependencies, metadata } = build();
    expect(metadata.component).toMatchObject({ type: 'container' });
    expect(components.map(({ name, version }) => `${name} ${version}`)).toEqual(
      [
        'docker.io/library/node 24',
        'a 1.2.3',
        '@scope/b 1.0.0',
        'c 1.9.0',
        'c 2.0.0',
      ],
    );
    expect(components[1]).toMatchObject({
      purl: 'pkg:npm/a@1.2.3',
      licenses: [{ license: { id: 'MIT' } }],
      hashes: [{ alg: 'SHA-512', content: '000102' }],
    });
    expect(components[2]).toMatchObject({
      purl: 'pkg:npm/%40scope/b@1.0.0',
      licenses: [{ expression: '(MIT OR Apache-2.0)' }],
    });
    const refs = new Set([
      metadata.component['bom-ref'],
      ...components.map(component => component['bom-ref']),
    ]);
    // Nothing has another's name, and nobody uses what is not there.
    expect(refs.size).toBe(components.length + 1);
    for (const { ref, dependsOn = [] } of dependencies) {
      expect([...refs]).toEqual(expect.arrayContaining([ref, ...dependsOn]));
    }
  });
});
