import { Entity } from '@backstage/catalog-model';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { MockEntityListContextProvider } from '@backstage/plugin-catalog-react/testUtils';
import { supplyChainApiRef } from '@portolan/plugin-supply-chain';
import { Answer } from '@portolan/plugin-supply-chain-common';
import { screen } from '@testing-library/react';
import { PageTrust } from './PageTrust';
import { TrustCell } from './TrustCell';

const component = (name: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default' },
});
const entities = ['checkout', 'cart'].map(component);

const runs = (name: string, answer: Answer) => ({
  entityRef: `component:default/${name}`,
  answer,
});

function render(
  listFleet: (query: {
    component?: readonly string[];
  }) => Promise<{ items: unknown[]; cursor?: string }>,
) {
  renderInTestApp(
    <MockEntityListContextProvider value={{ entities }}>
      <PageTrust>
        {entities.map(entity => (
          <p key={entity.metadata.name}>
            {entity.metadata.name}
            <TrustCell entity={entity} />
          </p>
        ))}
      </PageTrust>
    </MockEntityListContextProvider>,
    {
      apis: [[supplyChainApiRef, { listFleet } as never]],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
}

describe('TrustCell', () => {
  it('says the worst of what runs, asked once for the page', async () => {
    const asked: unknown[] = [];
    render(async ({ component: refs }) => {
      asked.push(refs);
      return { items: [runs('checkout', 'pass'), runs('checkout', 'fail')] };
    });
    expect(await screen.findByRole('link', { name: 'fail' })).toHaveAttribute(
      'href',
      '/catalog/default/component/checkout/supply-chain',
    );
    expect(screen.getByText('not deployed')).toBeVisible();
    expect(asked).toEqual([
      ['component:default/checkout', 'component:default/cart'],
    ]);
  });

  it('never takes what is beyond the rows that came for not deployed', async () => {
    render(async () => ({ items: [runs('checkout', 'fail')], cursor: 'more' }));
    expect(await screen.findByRole('link', { name: 'unknown' })).toBeVisible();
    expect(screen.queryByText('not deployed')).not.toBeInTheDocument();
  });

  it('is unknown while the service does not answer', async () => {
    render(async () => {
      throw new Error('connect ECONNREFUSED');
    });
    expect(
      await screen.findAllByRole('link', { name: 'unknown' }),
    ).toHaveLength(2);
  });
});
