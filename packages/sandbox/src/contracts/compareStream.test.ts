import { compareStream, isTimed } from './compareStream';
import { Bindings } from './placeholders';
import { Json } from './Scenario';

function event(type: string, name: string, phase: string, version = '1'): Json {
  return {
    type,
    object: {
      kind: 'Pod',
      metadata: { name, uid: `uid of ${name}`, resourceVersion: version },
      phase,
    },
  };
}

function bookmark(annotations?: Json): Json {
  const metadata = { resourceVersion: '9' };
  return {
    type: 'BOOKMARK',
    object: { metadata: annotations ? { ...metadata, annotations } : metadata },
  };
}

function differences(
  expected: Json[],
  actual: Json[],
  collapse = false,
): string[] {
  return compareStream(expected, actual, {
    bindings: Bindings.from({}),
    collapse,
  }).differences;
}

describe('compareStream', () => {
  const recorded = [
    event('ADDED', 'new', 'Pending'),
    event('MODIFIED', 'new', 'Pending'),
    event('MODIFIED', 'new', 'Running'),
    event('MODIFIED', 'old', 'Running'),
    event('DELETED', 'old', 'Running'),
  ];

  it('compares events in order', () => {
    expect(differences(recorded, recorded)).toEqual([]);
    expect(differences(recorded, recorded.slice(1))[0]).toBe(
      'stream: expected 5 events (ADDED MODIFIED MODIFIED MODIFIED DELETED), got 4 (MODIFIED MODIFIED MODIFIED DELETED)',
    );
  });

  it('leaves the number and the mixing of MODIFIED to timing where controllers wrote', () => {
    const [added, , running, , deleted] = recorded;
    const other = [
      event('MODIFIED', 'old', 'Running'),
      added,
      deleted,
      running,
    ];

    expect(differences(recorded, other)).not.toEqual([]);
    expect(differences(recorded, other, true)).toEqual([]);
  });

  it('still holds each object to how it ended', () => {
    const [added, pending, , , deleted] = recorded;

    expect(
      differences(
        recorded,
        [added, pending, event('MODIFIED', 'old', 'Running'), deleted],
        true,
      ),
    ).toEqual([
      'stream/results/0/end/object/phase: expected "Running", got "Pending"',
    ]);
    expect(differences(recorded, recorded.slice(0, 3), true)).not.toEqual([]);
  });

  it('counts a run of bookmarks as one and ignores those that were not recorded', () => {
    const [added] = recorded;

    expect(
      differences([added, bookmark(), bookmark()], [added, bookmark()]),
    ).toEqual([]);
    expect(differences([added], [added, bookmark()])).toEqual([]);
    expect(differences([added, bookmark()], [added])).not.toEqual([]);
  });

  it('wants the end mark of a streaming list in its place', () => {
    const [added] = recorded;
    const end = bookmark({ 'k8s.io/initial-events-end': 'true' });

    expect(differences([added, end], [added, end])).toEqual([]);
    expect(differences([added, end], [end, added])).not.toEqual([]);
    expect(differences([added], [added, end])).not.toEqual([]);
  });
});

describe('isTimed', () => {
  it('sees that more changed than was asked for', () => {
    const changes = ['ADDED', 'MODIFIED', 'MODIFIED'].map(type =>
      event(type, 'a', 'Running'),
    );

    expect(isTimed(changes, 1)).toBe(true);
    expect(isTimed(changes, 2)).toBe(false);
  });
});
