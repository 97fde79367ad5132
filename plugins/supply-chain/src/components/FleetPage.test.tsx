import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { FleetItem } from '@portolan/plugin-supply-chain-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import { FakeSupplyChain } from '../__testUtils__/FakeSupplyChain';
import { refusal } from '../__testUtils__/refusal';
import { digest } from '../__testUtils__/verdicts';
import { supplyChainApiRef } from '../api';
import { FleetPage } from './FleetPage';

function anItem(name: string, changes: Partial<FleetItem> = {}): FleetItem {
  return {
    id: name,
    entityRef: `component:default/${name}`,
    owner: 'group:default/payments',
    environment: 'prod',
    cluster: 'prod',
    namespace: `${name}-prod`,
    workload: { kind: 'Deployment', name },
    container: 'api',
    role: 'container',
    image: `registry.example.com/acme/${name}:1.8.2`,
    digest,
    pods: 3,
    answer: 'pass',
    signed: 'pass',
    scanned: 'pass',
    source: 'pass',
    criticals: 0,
    since: '2026-11-18T14:00:00.000Z',
    ...changes,
  };
}

const fleet = [
  anItem('checkout', { answer: 'fail', scanned: 'fail', criticals: 2 }),
  anItem('legacy', {
    entityRef: undefined,
    owner: undefined,
    answer: 'unknown',
    signed: 'unknown',
    criticals: undefined,
  }),
  anItem('ledger', { owner: 'group:default/core' }),
];

const Address = () => (
  <output aria-label="address">{useLocation().search}</output>
);

function render(held: Partial<FakeSupplyChain> = {}, search = '') {
  renderInTestApp(
    <>
      <FleetPage />
      <Address />
    </>,
    {
      apis: [[supplyChainApiRef, new FakeSupplyChain({ fleet, ...held })]],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      initialRouteEntries: [`/${search}`],
    },
  );
}

const workloads = async () =>
  within(await screen.findByRole('table', { name: 'What runs' }))
    .getAllByRole('row')
    .map(row => /Deployment (\w+)/.exec(row.textContent ?? '')?.[1])
    .filter(name => name !== undefined);

const address = () => screen.getByLabelText('address').textContent;

describe('FleetPage', () => {
  it('filters by its four numbers, in the address', async () => {
    render();
    expect(await workloads()).toEqual(['checkout', 'legacy']);
    expect(screen.getByText('2 of 3 rows')).toBeVisible();
    expect(screen.getByText('1 fail, 1 unknown, 1 pass')).toBeVisible();
    expect(screen.getByRole('link', { name: /checkout/ })).toHaveAttribute(
      'href',
      '/catalog/default/component/checkout/supply-chain?environment=prod&container=api',
    );

    await userEvent.click(screen.getByRole('button', { name: '1 fail' }));
    expect(await workloads()).toEqual(['checkout']);
    expect(address()).toBe('?answer=fail');
    expect(screen.getByRole('button', { name: '1 fail' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );

    await userEvent.click(screen.getByRole('button', { name: '1 fail' }));
    expect(address()).toBe('');
    await userEvent.click(
      screen.getByRole('button', { name: '1 owned by nobody' }),
    );
    expect(await workloads()).toEqual(['legacy']);
  });

  it('pages, and groups what the page shows by owner', async () => {
    render({}, '?view=owner');
    expect(
      await screen.findByRole('rowheader', { name: /No owner · 0 of 1 pass/ }),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Next page' }));
    expect(await workloads()).toEqual(['ledger']);
    expect(address()).toBe('?view=owner&after=2');
  });

  it('takes what is typed when it is sent', async () => {
    render();
    await workloads();
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Name, image or digest' }),
      'ledger{Enter}',
    );
    expect(await workloads()).toEqual(['ledger']);
    expect(address()).toBe('?text=ledger');
  });

  it('shows unowned workloads apart, and who claims them', async () => {
    render(
      {
        fleet: [
          ...fleet,
          anItem('cart', {
            entityRef: undefined,
            claimedBy: ['component:default/cart', 'component:default/shop'],
          }),
        ],
      },
      '?view=unowned',
    );
    expect(await workloads()).toEqual(['legacy', 'cart']);
    expect(screen.getByText(/claimed by several/)).toBeVisible();
  });

  it('exports every row that matches, and says how many', async () => {
    const saved: Blob[] = [];
    URL.createObjectURL = blob => {
      saved.push(blob as Blob);
      return 'blob:saved';
    };
    URL.revokeObjectURL = () => {};
    render();
    await workloads();

    await userEvent.click(screen.getByRole('button', { name: 'Export CSV' }));
    expect(await screen.findByText('Saved 3 of 3 rows.')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Export JSON' }));
    await screen.findByText('Saved 3 of 3 rows.');
    expect(saved.map(({ type }) => type)).toEqual([
      'text/csv',
      'application/json',
    ]);
  });

  it('tells an empty fleet from filters that nothing matches', async () => {
    render({ fleet: [] });
    expect(await screen.findByText(/Nothing is known to run/)).toBeVisible();
  });

  it('names what it could not read', async () => {
    render(
      { sources: [{ cluster: 'prod', kind: 'pods', state: 'denied' }] },
      '?answer=pass with exception',
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'pods in prod: the portal may not read them',
    );
    expect(
      screen.getByText('Nothing that runs matches these filters.'),
    ).toBeVisible();
  });

  it('says which permission is missing', async () => {
    render({ failure: await refusal(403) });
    const [alert] = await screen.findAllByRole('alert');
    expect(alert).toHaveTextContent('supply-chain.verdict.read');
  });
});
