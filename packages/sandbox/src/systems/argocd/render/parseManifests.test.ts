import { parseManifests } from './parseManifests';

describe('parseManifests', () => {
  it('reads YAML as Kubernetes does', () => {
    const [object] = parseManifests(`
apiVersion: v1
kind: ConfigMap
metadata: {name: a, annotations: {created: 2026-01-01}}
data: {mode: 0644, on: yes, time: 12:30:00, text: "0644"}
`);

    expect(object.data).toEqual({
      mode: 420,
      true: true,
      time: '12:30:00',
      text: '0644',
    });
    expect(object.metadata.annotations).toEqual({ created: '2026-01-01' });
  });

  it('takes streams and lists apart, and leaves out what is empty', () => {
    const objects = parseManifests(`# only a comment
---
apiVersion: v1
kind: List
items:
  - {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}
  - {apiVersion: v1, kind: ConfigMap, metadata: {name: b}}
---
---
{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "c"}}
`);

    expect(objects.map(({ metadata }) => metadata.name)).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it.each([
    ['no YAML', 'a: [', /flow/i],
    ['no object', 'just: a value', /Object 'Kind' is missing/],
    [
      'no name',
      'apiVersion: v1\nkind: Secret\nmetadata: {}',
      /without metadata.name/,
    ],
  ])('refuses what is %s', (_, text, message) => {
    expect(() => parseManifests(text)).toThrow(message);
  });
});
