import { toComponent, toRepository } from './toComponent';

describe('toRepository', () => {
  it.each([
    [
      'url:https://github.com/acme/shop/tree/main/',
      'https://github.com/acme/shop',
    ],
    [
      'url:https://gitlab.example.com/a/b/c/-/tree/main/x/',
      'https://gitlab.example.com/a/b/c',
    ],
    [
      'url:http://localhost:7001/acme/shop/src/branch/main/',
      'https://localhost:7001/acme/shop',
    ],
    ['url:https://github.com/acme/shop.git', 'https://github.com/acme/shop'],
    ['file:/somewhere/catalog-info.yaml', undefined],
    ['url:nonsense', undefined],
    [undefined, undefined],
  ])('of %s is %s', (location, expected) => {
    expect(toRepository(location)).toBe(expected);
  });
});

describe('toComponent', () => {
  it('takes what matters of an entity', () => {
    expect(
      toComponent({
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: {
          name: 'Shop',
          annotations: { 'backstage.io/kubernetes-id': 'shop' },
        },
        relations: [
          { type: 'partOf', targetRef: 'component:default/larger' },
          { type: 'partOf', targetRef: 'system:default/freight' },
          { type: 'ownedBy', targetRef: 'group:default/booking' },
        ],
      }),
    ).toEqual({
      entityRef: 'component:default/shop',
      kubernetesId: 'shop',
      owner: 'group:default/booking',
      system: 'system:default/freight',
      repository: undefined,
    });
  });
});
