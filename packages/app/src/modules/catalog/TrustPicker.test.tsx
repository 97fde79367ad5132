import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  DefaultEntityFilters,
  EntityKindFilter,
} from '@backstage/plugin-catalog-react';
import { MockEntityListContextProvider } from '@backstage/plugin-catalog-react/testUtils';
import { supplyChainApiRef } from '@portolan/plugin-supply-chain';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { mostNames, TrustFilter } from './TrustFilter';
import { TrustPicker } from './TrustPicker';

type Filters = DefaultEntityFilters & { trust?: TrustFilter };

function render(
  refs: string[] | Error,
  options: { kind?: string; address?: string } = {},
) {
  const { kind = 'component', address } = options;
  const applied: (TrustFilter | undefined)[] = [];
  const listFleet = async () => {
    if (refs instanceof Error) throw refs;
    return { items: refs.map(entityRef => ({ entityRef })), sources: [] };
  };
  const updateFilters = (
    filters: Partial<Filters> | ((last: Filters) => Partial<Filters>),
  ) => {
    applied.push((typeof filters === 'function' ? filters({}) : filters).trust);
  };
  renderInTestApp(
    <MockEntityListContextProvider<Filters>
      value={{
        filters: { kind: new EntityKindFilter(kind, kind) },
        queryParameters: address ? { trust: address } : {},
        updateFilters,
      }}
    >
      <TrustPicker />
    </MockEntityListContextProvider>,
    { apis: [[supplyChainApiRef, { listFleet } as never]] },
  );
  return { namesOf: () => applied.at(-1)?.getCatalogFilters() };
}

const choose = async (name: string) => {
  await userEvent.click(await screen.findByLabelText('Trust of what runs'));
  await userEvent.click(screen.getByRole('option', { name }));
};

describe('TrustPicker', () => {
  it('asks the catalog for those of which something has the answer, and for all again', async () => {
    const { namesOf } = render([
      'component:default/checkout',
      'component:default/cart',
      'component:default/checkout',
    ]);
    await choose('fail');
    await waitFor(() =>
      expect(namesOf()).toEqual({ 'metadata.name': ['cart', 'checkout'] }),
    );
    await choose('any');
    await waitFor(() => expect(namesOf()).toBeUndefined());
  });

  it('takes the answer from the address', async () => {
    const { namesOf } = render(['component:default/cart'], {
      address: 'unknown',
    });
    await waitFor(() =>
      expect(namesOf()).toEqual({ 'metadata.name': ['cart'] }),
    );
  });

  it('shows none as if they had it while nobody can say', async () => {
    const { namesOf } = render(new Error('connect ECONNREFUSED'));
    await choose('pass');
    expect(await screen.findByText(/Nobody can say now/)).toBeVisible();
    expect(namesOf()).toEqual({ 'metadata.name': ['-'] });
  });

  it('says where more have it than it can ask for', async () => {
    render(
      Array.from(
        { length: mostNames + 1 },
        (_, index) => `component:default/service-${index}`,
      ),
    );
    await choose('fail');
    expect(await screen.findByText(/More than 100 have it/)).toBeVisible();
  });

  it('is there for components alone', async () => {
    const { namesOf } = render([], { kind: 'api', address: 'fail' });
    await waitFor(() => expect(namesOf()).toBeUndefined());
    expect(screen.queryByLabelText('Trust of what runs')).toBeNull();
  });
});
