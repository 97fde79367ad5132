import { assignWorkload, CatalogComponent } from './assignWorkload';
import { toComponents } from '../catalog/loadComponents';
import { readWorkloadPattern } from './WorkloadPattern';

const shop: CatalogComponent = {
  entityRef: 'component:default/shop',
  kubernetesId: 'shop',
};
const other: CatalogComponent = { entityRef: 'component:pay/till' };
const rules = {
  environments: [
    {
      name: 'dev',
      pattern: readWorkloadPattern(
        { cluster: 'nonprod', namespace: '{name}-dev' },
        'environments[0]',
      ),
    },
  ],
  fallback: [
    readWorkloadPattern(
      { namespace: '{entityNamespace}-{name}', workload: '{name}' },
      'fallback[0]',
    ),
    readWorkloadPattern({ namespace: '{name}-*' }, 'fallback[1]'),
  ],
};

function assign(
  place: { namespace: string; workload?: string; kubernetesId?: string },
  components = [shop, other],
) {
  return assignWorkload(
    { cluster: 'nonprod', workload: 'web', ...place },
    { rules, components: toComponents(components) },
  );
}

describe('assignWorkload', () => {
  it('believes the label before anything else', () => {
    expect(assign({ namespace: 'x', kubernetesId: 'shop' })).toMatchObject({
      entityRef: shop.entityRef,
      environment: undefined,
    });
    expect(
      assign({ namespace: 'shop-dev', kubernetesId: 'nobody' }).entityRef,
    ).toBeUndefined();
  });

  it('falls back to the names, where the catalog has such a component', () => {
    expect(assign({ namespace: 'shop-dev' })).toMatchObject({
      entityRef: shop.entityRef,
      environment: 'dev',
    });
    expect(assign({ namespace: 'pay-till', workload: 'till' }).entityRef).toBe(
      other.entityRef,
    );
    expect(
      assign({ namespace: 'pay-till', workload: 'cache' }).entityRef,
    ).toBeUndefined();
    expect(assign({ namespace: 'ghost-dev' })).toEqual({ environment: 'dev' });
  });

  it('gives what two claim to neither', () => {
    const twin = { ...shop, entityRef: 'component:default/a-twin' };
    expect(
      assign({ namespace: 'x', kubernetesId: 'shop' }, [shop, twin]),
    ).toEqual({
      environment: undefined,
      claimedBy: [twin.entityRef, shop.entityRef],
    });
  });

  it('refuses a placeholder that nobody fills, and names the key', () => {
    expect(() =>
      readWorkloadPattern({ namespace: '{team}-dev' }, 'workloads.fallback[0]'),
    ).toThrow(
      "workloads.fallback[0].namespace has '{team}'; only {name}, {entityNamespace} and * are filled in",
    );
  });
});
