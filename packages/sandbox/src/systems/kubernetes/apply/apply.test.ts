import { createSchemas } from '../schema';
import {
  bodyOf,
  readRecording,
  RecordedExchange,
} from '../schema/readRecording';
import { gvkOf, KubeObject } from '../schema/types';
import { applyMergePatch } from '../patch';
import { applyConfiguration, trackUpdate } from '.';

/*
 * Plays the recording of server-side apply on the pure functions: what the
 * API server would keep between the requests is kept here.
 */

const schemas = createSchemas();
const now = new Date('2026-03-01T12:00:00Z');

/** Those that these functions answer; the others are refused before they are asked. */
const exchanges = readRecording('04-server-side-apply').filter(
  ({ request, response }) =>
    request.method === 'PATCH' &&
    response.status !== 422 &&
    !/"resourceVersion"|"managedFields"|^apiVersion/.test(String(request.body)),
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

/** What the API server would keep between the requests. */
class RecordingPlayer {
  #live: KubeObject | undefined;

  play({ request }: RecordedExchange) {
    const query = queryOf(request.path);
    const manager = query.get('fieldManager') ?? 'kubectl';
    if (request.headers['content-type'] !== 'application/apply-patch+yaml') {
      return this.#patch(request.body, manager);
    }
    const configuration = bodyOf(request.body);
    const outcome = applyConfiguration({
      schemas,
      gvk: gvkOf(configuration),
      live: this.#live,
      applied: configuration,
      manager,
      force: query.get('force') === 'true',
      now,
    });
    if (outcome.result === 'conflict') {
      const { message, conflicts } = outcome;
      return { message, conflicts };
    }
    if (!query.has('dryRun')) this.#live = outcome.object;
    return comparable(outcome.object);
  }

  #patch(patch: unknown, manager: string) {
    const before = this.#live;
    if (!before) throw new Error('nothing was applied yet');
    this.#live = trackUpdate({
      schemas,
      gvk: gvkOf(before),
      before,
      after: applyMergePatch(before, patch) as unknown as KubeObject,
      manager,
      operation: 'Update',
      now,
    });
    return comparable(this.#live);
  }
}

function answerOf({ response }: RecordedExchange) {
  if (response.status !== 409) return comparable(bodyOf(response.body));
  const { message, details } = response.body as Answer;
  return {
    message,
    conflicts: details?.causes.map(cause => ({
      field: cause.field,
      message: cause.message,
    })),
  };
}

describe('the recording of server-side apply', () => {
  const player = new RecordingPlayer();

  it.each(exchanges)('$name', exchange => {
    expect(player.play(exchange)).toEqual(answerOf(exchange));
  });

  it('is played from the first apply to the dry run', () => {
    expect(exchanges).toHaveLength(10);
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

function objectOf(outcome: ReturnType<typeof apply>): KubeObject {
  if (outcome.result !== 'applied') throw new Error(outcome.message);
  return outcome.object;
}

describe('server-side apply', () => {
  it('leaves an object alone that has what is applied again, later', () => {
    const configuration = deployment(containers({ name: 'web', image: 'a' }));
    const live = objectOf(apply(undefined, configuration, 'one'));
    const later = new Date('2026-03-01T13:00:00Z');
    expect(objectOf(apply(live, configuration, 'one', { at: later }))).toBe(
      live,
    );
  });

  it('owns the items of a list apart, and removes only those of the manager', () => {
    const one = objectOf(
      apply(
        undefined,
        deployment(
          containers({ name: 'a', image: '1' }, { name: 'b', image: '1' }),
        ),
        'one',
      ),
    );
    const both = objectOf(
      apply(one, deployment(containers({ name: 'c', image: '1' })), 'two'),
    );
    const left = objectOf(
      apply(both, deployment(containers({ name: 'b', image: '1' })), 'one'),
    );
    const names = (
      left.spec as ReturnType<typeof containers>
    ).template.spec.containers.map(one_ => (one_ as { name: string }).name);
    expect(names).toEqual(['b', 'c']);
  });

  it('keeps what an update owns when an applier leaves it out', () => {
    const live = objectOf(
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
    const after = objectOf(apply(updated, deployment({ replicas: 2 }), 'one'));
    expect(after.spec).toMatchObject({ replicas: 2, minReadySeconds: 9 });
  });

  it('names each field in a conflict with several', () => {
    const live = objectOf(
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
    const after = objectOf(apply(live, deployment({ replicas: 5 }), 'kubectl'));
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
    const live = objectOf(
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
    const live = objectOf(apply(undefined, deployment({ replicas: 1 }), 'one'));
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
