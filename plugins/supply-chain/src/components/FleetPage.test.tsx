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
  within(
    // The grid is large, and made when the answer is there.
    await screen.findByRole('grid', { name: 'What runs' }, { timeout: 10_000 }),
  )
    .getAllByRole('row')
    .map(row => /Deployment (\w+)/.exec(row.textContent ?? '')?.[1])
    .filter(name => name !== undefined);

/**
 * Of the four numbers alone: jsdom fails on the border of the buttons in the
 * grid's headers, which Playwright presses.
 */
const number = (name: string) =>
  within(
    screen.getByRole('group', { name: 'What runs, in numbers that filter' }),
  ).getByRole('button', { name });

const address = () => screen.getByLabelText('address').textContent;

jest.setTimeout(30_000);

describe('FleetPage', () => {
  it('filters by its four numbers, in the address', async () => {
    render();
    expect(await workloads()).toEqual(['checkout', 'legacy']);
    expect(screen.getByText('2 of 3 rows')).toBeVisible();
    expect(screen.getByText('1 fail, 1 unknown, 1 pass')).toBeVisible();
    expect(
      screen.getByText(
        '1 with a critical, 1 with neither, 1 of which nobody knows',
      ),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: /checkout/ })).toHaveAttribute(
      'href',
      '/catalog/default/component/checkout/supply-chain?environment=prod&container=api',
    );

    await userEvent.click(number('1 fail'));
    expect(await workloads()).toEqual(['checkout']);
    expect(address()).toBe('?answer=fail');
    expect(number('1 fail')).toHaveAttribute('aria-pressed', 'true');

    await userEvent.click(number('1 fail'));
    expect(address()).toBe('');
    await userEvent.click(number('1 owned by nobody'));
    expect(await workloads()).toEqual(['legacy']);
  });

  it('pages, in the address', async () => {
    render();
    await workloads();
    await userEvent.click(screen.getByText('Next page'));
    expect(await workloads()).toEqual(['ledger']);
    expect(address()).toBe('?after=2');
  });

  it.each([
    ['owner', 'group:default/core', /core/, '?owner=group%3Adefault%2Fcore'],
    ['image', digest, /acme\/ledger/, `?digest=${encodeURIComponent(digest)}`],
  ] as const)(
    'takes what runs together by %s, and leads from each to its containers',
    async (by, key, name, search) => {
      render(
        {
          groups: [
            {
              key,
              image:
                by === 'image' ? 'registry.example.com/acme/ledger' : undefined,
              answer: 'unknown',
              signed: 'pass',
              scanned: 'unknown',
              source: 'pass',
              byAnswer: {
                fail: 0,
                unknown: 2,
                'pass with exception': 0,
                pass: 1,
              },
              containers: 3,
              workloads: 2,
              components: 1,
              environments: 2,
            },
          ],
        },
        `?view=${by}`,
      );
      const grid = await screen.findByRole('grid', {
        name: `What runs, by ${by}`,
      });
      expect(within(grid).getByText('2 unknown, 1 pass')).toBeVisible();
      expect(within(grid).getByText('not known')).toBeVisible();
      await userEvent.click(within(grid).getByRole('link', { name }));
      expect(address()).toBe(search);
    },
  );

  it('says in words how much ran on each day, and where it has no data', async () => {
    render({
      days: [
        { day: '2026-11-17' },
        {
          day: '2026-11-18',
          byAnswer: { fail: 1, unknown: 0, 'pass with exception': 0, pass: 2 },
        },
      ],
    });
    expect(
      await screen.findByText(/has data of 1 of 2 days, the first of Nov 18/),
    ).toBeVisible();
    await userEvent.click(screen.getByText('The days in words'));
    expect(
      within(screen.getByRole('list', { name: /Answers by day/ }))
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['Nov 18: 1 fail, 2 pass', 'Nov 17: no data']);
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

    await userEvent.click(screen.getByText('Export CSV'));
    expect(await screen.findByText('Saved 3 of 3 rows.')).toBeVisible();
    await userEvent.click(screen.getByText('Export JSON'));
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
