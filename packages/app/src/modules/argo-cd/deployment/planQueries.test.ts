import { Entity } from '@backstage/catalog-model';
import { anApplication } from '../__testUtils__/FakeArgoCd';
import { planQueries } from './planQueries';

function component(name: string, annotations: Record<string, string>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, annotations },
  };
}

const bySelector = (name: string) =>
  component(name, {
    'argocd/app-selector': `backstage.io/kubernetes-id=${name}`,
  });

describe('planQueries', () => {
  it('asks once for all that select by the same label', () => {
    const [planned, ...others] = planQueries([
      bySelector('quote-api'),
      bySelector('ledger'),
    ]);

    expect(others).toEqual([]);
    expect(planned.query).toEqual({
      selector: 'backstage.io/kubernetes-id in (quote-api,ledger)',
    });
    expect(planned.entityRefOf(anApplication('ledger', 'dev'))).toBe(
      'component:default/ledger',
    );
    expect(planned.entityRefOf(anApplication('other', 'dev'))).toBeUndefined();
  });

  it('asks apart for what it can not join', () => {
    const planned = planQueries([
      component('joined', { 'argocd/app-selector': 'team=a,tier!=db' }),
      component('named', { 'argocd/app-name': 'named-prod' }),
      component('nowhere', {}),
    ]);

    expect(planned.map(({ query }) => query)).toEqual([
      { selector: 'team=a,tier!=db' },
      { name: 'named-prod' },
    ]);
    expect(planned[1].entityRefOf(anApplication('named', 'prod'))).toBe(
      'component:default/named',
    );
  });

  it('keeps requests short when there are many components', () => {
    const many = Array.from({ length: 120 }, (_, index) =>
      bySelector(`service-${index}`),
    );
    expect(planQueries(many)).toHaveLength(3);
  });
});
