import { createSchemas } from '../schema';
import { bodyOf, readRecording } from '../schema/readRecording';
import { gvkOf, KubeObject } from '../schema/types';
import { applyMergePatch } from '../patch';
import { applyConfiguration, trackUpdate } from '.';

/*
 * Plays the recording of server-side apply on the pure functions: what the
 * API server would keep between the requests is kept here.
 */

const schemas = createSchemas();
const now = new Date('2026-03-01T12:00:00Z');
const exchanges = readRecording('04-server-side-apply').filter(
  ({ request }) => request.method === 'PATCH',
);

interface Answer {
  message?: string;
  details?: { causes: { field: string; message: string }[] };
}

function queryOf(path: string): URLSearchParams {
  return new URLSearchParams(path.split('?')[1]);
}

/** Everything that the recording shows but time and the storage's own fields. */
function comparable(object: KubeObject) {
  const { managedFields, labels, annotations } = object.metadata;
  return {
    spec: object.spec,
    labels,
    annotations,
    managedFields: managedFields?.map(({ time, ...entry }) => ({
      ...entry,
      hasTime: time !== undefined,
    })),
  };
}

describe('the recording of server-side apply', () => {
  let live: KubeObject | undefined;
  const played: string[] = [];

  it.each(exchanges)('$name', ({ name, request, response }) => {
    const query = queryOf(request.path);
    const type = request.headers['content-type'];
    const manager = query.get('fieldManager') ?? 'kubectl';
    if (name === 'apply as YAML body' || response.status === 422) return;
    if (type === 'application/apply-patch+yaml') {
      const applied = bodyOf(request.body);
      if (applied.metadata.resourceVersion || applied.metadata.managedFields) {
        return;
      }
      played.push(name);
      const outcome = applyConfiguration({
        schemas,
        gvk: gvkOf(applied),
        live,
        applied,
        manager,
        force: query.get('force') === 'true',
        now,
      });
      if (outcome.result === 'conflict') {
        const answer = response.body as Answer;
        expect(response.status).toBe(409);
        expect(outcome.message).toBe(answer.message);
        expect(outcome.conflicts).toEqual(
          answer.details?.causes.map(({ field, message }) => ({
            field,
            message,
          })),
        );
        return;
      }
      expect(comparable(outcome.object)).toEqual(
        comparable(bodyOf(response.body)),
      );
      if (!query.has('dryRun')) live = outcome.object;
      return;
    }
    if (!live) throw new Error('nothing was applied yet');
    played.push(name);
    live = trackUpdate({
      schemas,
      gvk: gvkOf(live),
      before: live,
      after: applyMergePatch(live, request.body) as unknown as KubeObject,
      manager,
      operation: 'Update',
      now,
    });
    expect(comparable(live)).toEqual(comparable(bodyOf(response.body)));
  });

  it('was played, and not skipped', () => {
    expect(played).toHaveLength(10);
  });
});

const gvk = { group: 'apps', version: 'v1', kind: 'Deployment' };

function deployment(spec: object, metadata: object = {}): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', ...metadata },
    spec,
  };
}

const containers = (...list: object[]) => ({
  template: { spec: { containers: list } },
});

function apply(
  live: KubeObject | undefined,
  applied: KubeObject,
  manager: string,
  options: { force?: boolean; at?: Date } = {},
) {
  return applyConfiguration({
    schemas,
    gvk,
    live,
    applied,
    manager,
    force: options.force ?? false,
    now: options.at ?? now,
  });
}

function applied(outcome: ReturnType<typeof apply>): KubeObject {
  if (outcome.result !== 'applied') throw new Error(outcome.message);
  return outcome.object;
}

describe('server-side apply', () => {
  it('leaves an object alone that has what is applied again, later', () => {
    const configuration = deployment(containers({ name: 'web', image: 'a' }));
    const live = applied(apply(undefined, configuration, 'one'));
    const later = new Date('2026-03-01T13:00:00Z');
    expect(applied(apply(live, configuration, 'one', { at: later }))).toBe(
      live,
    );
  });

  it('owns the items of a list apart, and removes only those of the manager', () => {
    const one = applied(
      apply(
        undefined,
        deployment(
          containers({ name: 'a', image: '1' }, { name: 'b', image: '1' }),
        ),
        'one',
      ),
    );
    const both = applied(
      apply(one, deployment(containers({ name: 'c', image: '1' })), 'two'),
    );
    const left = applied(
      apply(both, deployment(containers({ name: 'b', image: '1' })), 'one'),
    );
    const names = (
      left.spec as ReturnType<typeof containers>
    ).template.spec.containers.map(one_ => (one_ as { name: string }).name);
    expect(names).toEqual(['b', 'c']);
  });

  it('keeps what an update owns when an applier leaves it out', () => {
    const live = applied(
      apply(undefined, deployment({ replicas: 2, minReadySeconds: 5 }), 'one'),
    );
    const updated = trackUpdate({
      schemas,
      gvk,
      before: live,
      after: {
        ...live,
        spec: { ...(live.spec as object), minReadySeconds: 9 },
      },
      manager: 'editor',
      operation: 'Update',
      now,
    });
    const after = applied(apply(updated, deployment({ replicas: 2 }), 'one'));
    expect(after.spec).toMatchObject({ replicas: 2, minReadySeconds: 9 });
  });

  it('names each field in a conflict with several', () => {
    const live = applied(
      apply(
        undefined,
        deployment({
          replicas: 2,
          ...containers({ name: 'web', image: 'a' }),
        }),
        'one',
      ),
    );
    const outcome = apply(
      live,
      deployment({ replicas: 3, ...containers({ name: 'web', image: 'b' }) }),
      'two',
    );
    expect(outcome).toMatchObject({
      result: 'conflict',
      message:
        'Apply failed with 2 conflicts: conflicts with "one":\n- .spec.replicas\n- .spec.template.spec.containers[name="web"].image',
    });
  });

  it('reports a field that the kind does not have', () => {
    expect(() => apply(undefined, deployment({ colour: 1 }), 'one')).toThrow(
      'failed to create typed patch object (/web; apps/v1, Kind=Deployment): .spec.colour: field not declared in schema',
    );
  });

  it('lets kubectl take over what it applied client-side', () => {
    const sent = deployment({ replicas: 2 });
    const created = deployment(
      { replicas: 2 },
      {
        annotations: {
          'kubectl.kubernetes.io/last-applied-configuration':
            JSON.stringify(sent),
        },
      },
    );
    const live = trackUpdate({
      schemas,
      gvk,
      after: schemas.applyDefaults(gvk, created),
      manager: 'kubectl-client-side-apply',
      operation: 'Update',
      now,
    });
    const after = applied(apply(live, deployment({ replicas: 5 }), 'kubectl'));
    expect(after.spec).toMatchObject({ replicas: 5 });
    expect(
      JSON.parse(
        after.metadata.annotations?.[
          'kubectl.kubernetes.io/last-applied-configuration'
        ] ?? '',
      ).spec,
    ).toEqual({ replicas: 5 });
    expect(apply(live, deployment({ replicas: 5 }), 'other').result).toBe(
      'conflict',
    );
  });

  it('does not let a write to the object own its status', () => {
    const live = applied(
      apply(
        undefined,
        { ...deployment({ replicas: 1 }), status: { replicas: 7 } },
        'one',
      ),
    );
    const [entry] = live.metadata.managedFields ?? [];
    expect(entry.fieldsV1).toEqual({ 'f:spec': { 'f:replicas': {} } });
  });
});

describe('updates', () => {
  it('own what they create, as recorded', () => {
    const [creation] = readRecording('04-server-side-apply');
    const sent = bodyOf(creation.request.body);
    const created = trackUpdate({
      schemas,
      gvk: gvkOf(sent),
      after: schemas.applyDefaults(gvkOf(sent), sent),
      manager: 'unknown',
      operation: 'Update',
      now,
    });
    expect(comparable(created).managedFields).toEqual(
      comparable(bodyOf(creation.response.body)).managedFields,
    );
  });

  it('may write or reset the record itself', () => {
    const live = applied(apply(undefined, deployment({ replicas: 1 }), 'one'));
    const after = (managedFields: object[]) =>
      trackUpdate({
        schemas,
        gvk,
        before: live,
        after: { ...live, metadata: { ...live.metadata, managedFields } },
        manager: 'editor',
        operation: 'Update',
        now,
      }).metadata.managedFields;
    const [entry] = live.metadata.managedFields ?? [];
    expect(after([{ ...entry, manager: 'renamed' }])).toMatchObject([
      { manager: 'renamed' },
    ]);
    expect(after([{}])).toBeUndefined();
  });

  it('are folded together when there are too many managers', () => {
    let object = schemas.applyDefaults(gvk, deployment({ replicas: 1 }));
    for (let n = 0; n < 15; n += 1) {
      object = trackUpdate({
        schemas,
        gvk,
        before: object,
        after: {
          ...object,
          metadata: { ...object.metadata, labels: { n: String(n) } },
          spec: { ...(object.spec as object), [`f${n}`]: n },
        },
        manager: `manager-${n}`,
        operation: 'Update',
        now: new Date(now.getTime() + n * 1000),
      });
    }
    const names = object.metadata.managedFields?.map(one => one.manager);
    expect(names).toHaveLength(10);
    expect(names).toContain('ancient-changes');
  });
});
