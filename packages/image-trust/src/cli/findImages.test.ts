import { findImages } from './findImages';

const imagesOf = (text: string) =>
  findImages(text, 'stdin').map(({ reference }) => reference);

describe('findImages', () => {
  it('finds containers of all sorts, in every kind, in Lists and in many documents', () => {
    expect(
      imagesOf(`
# Source: shop/templates/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  template:
    spec:
      initContainers:
        - { name: migrate, image: "r.example/shop/migrate:1" }
      containers:
        - { name: web, image: "r.example/shop/web:1" }
        - { name: proxy, image: "r.example/mesh/proxy:2" }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: nightly }
spec:
  jobTemplate: { spec: { template: { spec: { containers: [{ name: a, image: "r.example/shop/nightly:1" }] } } } }
---
# nothing in here
---
apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: Pod
    metadata: { name: debugged }
    spec:
      containers: [{ name: a, image: r.example/shop/a }]
      ephemeralContainers: [{ name: debug, image: r.example/debug }]
  - apiVersion: argoproj.io/v1alpha1
    kind: Rollout
    metadata: { name: canary }
    spec: { template: { spec: { containers: [{ name: b, image: r.example/shop/b }] } } }
`),
    ).toEqual([
      'r.example/shop/migrate:1',
      'r.example/shop/web:1',
      'r.example/mesh/proxy:2',
      'r.example/shop/nightly:1',
      'r.example/shop/a',
      'r.example/debug',
      'r.example/shop/b',
    ]);
  });

  it('finds what is mounted as an image volume', () => {
    expect(
      imagesOf(
        JSON.stringify({
          kind: 'Pod',
          metadata: { name: 'models' },
          spec: {
            containers: [{ name: 'a', image: 'r.example/a' }],
            volumes: [
              { name: 'm', image: { reference: 'r.example/models:1' } },
              { name: 'c', configMap: { name: 'c' } },
            ],
          },
        }),
      ),
    ).toEqual(['r.example/a', 'r.example/models:1']);
  });

  it('takes nothing for a container that is none', () => {
    expect(
      imagesOf(`
kind: CustomResourceDefinition
metadata: { name: x }
spec:
  schema: { properties: { containers: { type: array, items: { image: { type: string } } } } }
---
kind: ConfigMap
metadata: { name: y }
data:
  deployment.yaml: |
    containers:
      - image: r.example/not-run
---
kind: Restart
metadata: { name: z }
spec: { containers: [web, proxy] }
`),
    ).toEqual([]);
  });

  it('refuses a container without an image, and says which', () => {
    const text = `
kind: Deployment
metadata: { name: web, namespace: shop }
spec: { template: { spec: { containers: [{ name: app }] } } }`;
    expect(() => findImages(text, 'stdin')).toThrow(
      "Deployment shop/web, containers 'app' names no image",
    );
  });

  it.each([
    ['no YAML', 'a: 1\nkind: [', 'stdin:2 is no valid YAML'],
    [
      'a bomb of aliases',
      `a: &a [x, x, x, x, x, x, x, x, x, x]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
d: [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]`,
      'too many aliases',
    ],
    [
      'bottomless JSON',
      `${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}`,
      'nests more than 64 levels',
    ],
  ])('refuses %s', (_, text, problem) => {
    expect(() => findImages(text, 'stdin')).toThrow(problem);
  });
});
