import { createSchemas } from '../schema';
import { bodyOf, readRecording, recorded } from '../schema/readRecording';
import { gvkOf, KubeObject } from '../schema/types';
import {
  applyJsonPatch,
  applyMergePatch,
  applyStrategicMergePatch,
  PatchError,
} from '.';

const schemas = createSchemas();

const settings = { data: { a: '1', b: '2' }, metadata: { name: 'settings' } };

describe('merge patch', () => {
  it('merges maps, replaces lists and removes what is null', () => {
    expect(
      applyMergePatch(
        { a: { b: 1, c: 2 }, list: [1, 2], d: 'x' },
        { a: { b: null, e: { f: null, g: 1 } }, list: [3], d: { h: 1 } },
      ),
    ).toEqual({ a: { c: 2, e: { g: 1 } }, list: [3], d: { h: 1 } });
  });

  it('leaves its input alone', () => {
    const object = { a: { b: 1 } };
    applyMergePatch(object, { a: { b: 2 } });
    expect(object).toEqual({ a: { b: 1 } });
  });

  it('must be an object', () => {
    expect(() => applyMergePatch({}, [1])).toThrow(PatchError);
  });
});

describe('JSON patch', () => {
  it('changes the object as recorded', () => {
    const { request, response } = recorded('03-crud', 'JSON patch');
    const { data } = bodyOf(response.body);
    const patched = applyJsonPatch({ data: { c: '5' } }, request.body);
    expect(patched.data).toEqual(data);
  });

  it.each([
    ['JSON patch whose test fails', 'test-failed'],
    ['JSON patch of a path that is not there', 'invalid'],
  ])('is refused as recorded: %s', (name, code) => {
    const { request } = recorded('03-crud', name);
    expect(() => applyJsonPatch(settings, request.body)).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it('must be a list', () => {
    expect(() => applyJsonPatch(settings, {})).toThrow(
      expect.objectContaining({ code: 'malformed' }),
    );
  });
});

interface Template {
  spec: {
    strategy: object;
    template: { spec: { containers: { name: string }[]; volumes?: object[] } };
  };
}

function deployment(): KubeObject & Template {
  const created = recorded(
    '03-crud',
    'deployment: create (defaults are filled in)',
  );
  return bodyOf(created.response.body) as KubeObject & Template;
}

function patchDeployment(patch: unknown, from = deployment()) {
  return applyStrategicMergePatch(
    schemas,
    gvkOf(from),
    from,
    patch,
  ) as unknown as KubeObject & Template;
}

const podPatch = (spec: object) => ({ spec: { template: { spec } } });

describe('strategic merge patch', () => {
  it('merges containers by name and deletes them by directive, as recorded', () => {
    let object = deployment();
    for (const { request, response } of readRecording('03-crud').filter(one =>
      one.name.startsWith('strategic merge patch'),
    )) {
      object = patchDeployment(request.body, object);
      const defaulted = schemas.applyDefaults(gvkOf(object), object);
      expect(defaulted.spec).toMatchObject(
        bodyOf(response.body).spec as object,
      );
      const names = (one: unknown) =>
        (one as Template).spec.template.spec.containers.map(({ name }) => name);
      expect(names(object)).toEqual(names(response.body));
    }
  });

  it('keeps the order that $setElementOrder asks for', () => {
    const { spec } = patchDeployment(
      podPatch({
        '$setElementOrder/containers': [{ name: 'proxy' }, { name: 'web' }],
        containers: [{ name: 'proxy', image: 'proxy:1' }],
      }),
    );
    expect(spec.template.spec.containers.map(one => one.name)).toEqual([
      'proxy',
      'web',
    ]);
  });

  it('keeps elements that the order does not name where they were', () => {
    const from = patchDeployment(
      podPatch({
        '$setElementOrder/containers': [
          { name: 'a' },
          { name: 'web' },
          { name: 'b' },
        ],
        containers: [
          { name: 'a', image: 'a:1' },
          { name: 'b', image: 'b:1' },
        ],
      }),
    );
    const { spec } = patchDeployment(
      podPatch({
        '$setElementOrder/containers': [{ name: 'b' }, { name: 'web' }],
        containers: [],
      }),
      from,
    );
    expect(spec.template.spec.containers.map(one => one.name)).toEqual([
      'a',
      'b',
      'web',
    ]);
  });

  it('replaces a list or a map when told so', () => {
    const { spec } = patchDeployment(
      podPatch({
        containers: [{ $patch: 'replace' }, { name: 'only', image: 'only:1' }],
      }),
    );
    expect(spec.template.spec.containers).toEqual([
      { name: 'only', image: 'only:1' },
    ]);
    const replaced = patchDeployment({
      spec: { strategy: { $patch: 'replace', type: 'Recreate' } },
    });
    expect(replaced.spec.strategy).toEqual({ type: 'Recreate' });
  });

  it('retains only the keys that $retainKeys names', () => {
    const { spec } = patchDeployment({
      spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } },
    });
    expect(spec.strategy).toEqual({ type: 'Recreate' });
  });

  it('adds to and deletes from lists of primitives that merge', () => {
    const from = { ...deployment() };
    from.metadata = { ...from.metadata, finalizers: ['a/x', 'b/x'] };
    expect(
      patchDeployment({ metadata: { finalizers: ['c/x', 'a/x'] } }, from)
        .metadata.finalizers,
    ).toEqual(['c/x', 'a/x', 'b/x']);
    expect(
      patchDeployment(
        { metadata: { '$deleteFromPrimitiveList/finalizers': ['a/x'] } },
        from,
      ).metadata.finalizers,
    ).toEqual(['b/x']);
  });

  it('removes what is null, also inside of an element', () => {
    const { spec } = patchDeployment(
      podPatch({ containers: [{ name: 'web', ports: null }] }),
    );
    expect(spec.template.spec.containers[0]).not.toHaveProperty('ports');
  });

  it('needs the merge key of an element', () => {
    expect(() =>
      patchDeployment(podPatch({ containers: [{ image: 'a:1' }] })),
    ).toThrow(/does not contain declared merge key: name/);
  });
});
