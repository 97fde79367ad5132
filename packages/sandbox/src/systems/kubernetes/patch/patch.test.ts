import { createSchemas, KubeObject } from '../schema';
import { applyJsonPatch, applyMergePatch, applyStrategicMergePatch } from '.';

describe('applyJsonPatch', () => {
  const object = { metadata: { labels: { a: '1' } }, list: [1, 2] };

  it('adds, replaces, removes and leaves the original alone', () => {
    expect(
      applyJsonPatch(object, [
        { op: 'test', path: '/metadata/labels/a', value: '1' },
        { op: 'add', path: '/metadata/labels/b~1c', value: '2' },
        { op: 'remove', path: '/list/0' },
      ]),
    ).toEqual({ metadata: { labels: { a: '1', 'b/c': '2' } }, list: [2] });
    expect(object.list).toEqual([1, 2]);
  });

  it.each([
    ['test-failed', [{ op: 'test', path: '/list/0', value: 9 }]],
    ['invalid', [{ op: 'remove', path: '/nothing/here' }]],
    ['invalid', [{ op: 'dance', path: '/list' }]],
    ['malformed', { op: 'add' }],
  ])('says %s', (code, patch) => {
    expect(() => applyJsonPatch(object, patch)).toThrow(
      expect.objectContaining({ code }),
    );
  });
});

// The table of RFC 7386, appendix A, as far as the target is an object.
it.each([
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
])('merges %j and %j to %j', (target, patch, merged) => {
  expect(applyMergePatch(target, patch)).toEqual(merged);
});

describe('applyStrategicMergePatch', () => {
  const schemas = createSchemas();
  const gvk = { group: 'apps', version: 'v1', kind: 'Deployment' };
  const deployment: KubeObject = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', finalizers: ['a', 'b'], labels: { app: 'web' } },
    spec: {
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } },
      template: {
        spec: {
          containers: [
            {
              name: 'web',
              image: 'web:1',
              ports: [{ containerPort: 80, protocol: 'TCP' }],
              args: ['x'],
            },
            { name: 'proxy', image: 'proxy:1' },
          ],
          tolerations: [{ key: 'a' }],
        },
      },
    },
  };
  const patched = (patch: object) =>
    applyStrategicMergePatch(
      schemas,
      gvk,
      deployment,
      patch,
    ) as typeof deployment & {
      spec: {
        strategy: object;
        template: { spec: { containers: object[]; tolerations: object[] } };
      };
    };
  const template = (spec: object) => ({ spec: { template: { spec } } });

  it('changes one container by its name and keeps the others', () => {
    const { containers } = patched(
      template({ containers: [{ name: 'web', image: 'web:2' }] }),
    ).spec.template.spec;
    expect(containers).toEqual([
      expect.objectContaining({ name: 'web', image: 'web:2', args: ['x'] }),
      { name: 'proxy', image: 'proxy:1' },
    ]);
  });

  it('adds, deletes and orders containers', () => {
    const { containers } = patched(
      template({
        '$setElementOrder/containers': [{ name: 'new' }, { name: 'web' }],
        containers: [
          { name: 'new', image: 'new:1' },
          { name: 'proxy', $patch: 'delete' },
        ],
      }),
    ).spec.template.spec;
    expect(containers).toEqual([
      { name: 'new', image: 'new:1' },
      expect.objectContaining({ name: 'web' }),
    ]);
  });

  it('replaces lists that have no key, and maps that say so', () => {
    expect(
      patched(template({ tolerations: [{ key: 'b' }] })).spec.template.spec
        .tolerations,
    ).toEqual([{ key: 'b' }]);
    expect(
      patched({ metadata: { labels: { $patch: 'replace', b: '2' } } }).metadata
        .labels,
    ).toEqual({ b: '2' });
  });

  it('keeps only the keys that it is told to', () => {
    expect(
      patched({
        spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } },
      }).spec.strategy,
    ).toEqual({ type: 'Recreate' });
  });

  it('merges and shortens lists of plain values', () => {
    expect(
      patched({ metadata: { finalizers: ['b', 'c'] } }).metadata.finalizers,
    ).toEqual(['a', 'b', 'c']);
    expect(
      patched({ metadata: { '$deleteFromPrimitiveList/finalizers': ['a'] } })
        .metadata.finalizers,
    ).toEqual(['b']);
  });

  it('refuses an element without its key', () => {
    expect(() => patched(template({ containers: [{ image: 'x' }] }))).toThrow(
      'does not contain declared merge key: name',
    );
  });
});
