import { Bindings } from './placeholders';

describe('Bindings', () => {
  it('binds a name where it first appears and holds it to that value', () => {
    const bindings = Bindings.from({ base: 'http://localhost:1' });

    expect(
      bindings.match('{{base}}/a/{{sha-1}}', 'http://localhost:1/a/c0ffee'),
    ).toBeUndefined();
    expect(bindings.fillText('ref={{sha-1}}')).toBe('ref=c0ffee');
    expect(bindings.match('{{sha-1}}', 'c0ffee')).toBeUndefined();
    expect(bindings.match('{{sha-1}}', 'decaf')).toBe(
      'expected "c0ffee", got "decaf"',
    );
  });

  it('takes a name that stands twice in one text for one value', () => {
    const bindings = Bindings.from({});

    expect(bindings.match('{{x-1}}/{{x-1}}', 'a/b')).toContain('expected');
    expect(bindings.match('{{x-1}}/{{x-1}}', 'a/a')).toBeUndefined();
  });

  it.each([
    ['{{time}}', '2026-11-24T01:02:03Z', '2026-11-24T01:02:03.5Z'],
    ['{{time:offset}}', '2026-11-24T01:02:03+01:00', '2026-11-24T01:02:03Z'],
    ['{{time:milli}}', '2026-11-24T01:02:03.123Z', '2026-11-24T01:02:03Z'],
    ['{{time:micro}}', '2026-11-24T01:02:03.123456Z', '2026-11-24T01:02:03Z'],
    ['{{time:nano}}', '2026-11-24T01:02:03.1234567Z', '2026-11-24T01:02:03Z'],
    ['id {{number}}', 'id -4.5', 'id four'],
    ['a{{any}}b', 'a (?:\n) b', 'a only'],
  ])('knows the shape %s', (shape, right, wrong) => {
    const bindings = Bindings.from({});

    expect(bindings.match(shape, right)).toBeUndefined();
    expect(bindings.match(shape, right)).toBeUndefined();
    expect(bindings.match(shape, wrong)).toContain('expected');
  });

  it('takes no uid for two objects', () => {
    const bindings = Bindings.from({});

    expect(bindings.match('{{uid-1}}', 'u')).toBeUndefined();
    expect(bindings.match('{{uid-2}}', 'u')).toBe(
      'u is already the uid of uid-1',
    );
  });

  it('leaves the bindings as they were when a match fails', () => {
    const bindings = Bindings.from({});

    bindings.match('{{sha-1}} on {{branch}}!', 'abc on main');

    expect(bindings.unbound('{{sha-1}} {{branch}}')).toEqual([
      'sha-1',
      'branch',
    ]);
  });

  it('fills keys and nested values, and keeps what it does not know', () => {
    const bindings = Bindings.from({ pod: 'web-1' });

    expect(
      bindings.fill({ '{{pod}}': [{ name: '{{pod}}' }, '{{other}}', 3] }),
    ).toEqual({ 'web-1': [{ name: 'web-1' }, '{{other}}', 3] });
  });
});

describe('resource versions', () => {
  it('are ordered by their numbers, wherever they appear', () => {
    const bindings = Bindings.from({});

    expect(bindings.match('{{resourceVersion-4}}', '40')).toBeUndefined();
    expect(bindings.match('{{resourceVersion-2}}', '30')).toBeUndefined();
    expect(bindings.match('{{resourceVersion-3}}', '41')).toBe(
      'resourceVersion-3 is 41 and resourceVersion-4 is 40: the higher number must be the newer version',
    );
  });

  it('must differ where the recorded ones do', () => {
    const bindings = Bindings.from({});

    bindings.match('{{resourceVersion-1}}', '7');

    expect(bindings.match('{{resourceVersion-2}}', '7')).toContain('newer');
  });

  it('of lists are sent in requests and never compared', () => {
    const bindings = Bindings.from({});

    bindings.match('{{resourceVersion-1}}', '7');
    expect(
      bindings.match('{{resourceVersion-1}}', '9', 'list'),
    ).toBeUndefined();

    expect(bindings.fillText('?resourceVersion={{resourceVersion-1}}')).toBe(
      '?resourceVersion=9',
    );
    expect(bindings.match('{{resourceVersion-1}}', '7')).toBeUndefined();
    expect(bindings.match('{{resourceVersion-1}}', '9')).toContain('expected');
  });

  it('that others may have moved have no order', () => {
    const bindings = Bindings.from({});

    bindings.match('{{resourceVersion-1}}', '70', 'moving');

    expect(bindings.match('{{resourceVersion-2}}', '60')).toBeUndefined();
  });
});

describe('invent', () => {
  it('gives a value that nothing has to a name that a request sends first', () => {
    const bindings = Bindings.from({});
    bindings.match('{{resourceVersion-1}}', '70');

    ['resourceVersion-2', 'uid-1', 'sha-1', 'token'].forEach(name =>
      bindings.invent(name),
    );

    expect(Number(bindings.get('resourceVersion-2'))).toBeGreaterThan(70);
    expect(bindings.get('uid-1')).toMatch(/^[0-9a-f-]{36}$/);
    expect(bindings.get('sha-1')).toMatch(/^[0-9a-f]{40}$/);
    expect(bindings.get('token')).toBeUndefined();
  });
});
