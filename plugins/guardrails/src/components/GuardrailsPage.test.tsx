import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeGuardrails } from '../__testUtils__/FakeGuardrails';
import {
  aCell,
  anException,
  aNamespace,
  aPolicy,
  aResult,
  aRow,
  controls,
  noCounts,
  oneOutside,
  openCell,
} from '../__testUtils__/guardrails';
import { refusal } from '../__testUtils__/refusal';
import { renderForEntity } from '../__testUtils__/renderForEntity';
import { GuardrailsPage } from './GuardrailsPage';

const never = aCell('pod-security', {
  answer: 'unknown',
  code: 'never-evaluated',
  sentence: 'No report speaks of anything here.',
});
const outside = aCell('mtls', {
  stage: 'PERMISSIVE',
  answer: 'fail',
  code: 'outside-mesh',
  sentence: '1 pod is not in the mesh.',
});

const held = () =>
  new FakeGuardrails({
    controls,
    rows: [
      aRow('checkout-prod', [openCell, never, outside]),
      aRow('legacy', [
        aCell('disallow-latest-tag', {
          stage: 'off',
          answer: undefined,
          code: 'off',
          sentence: 'The control does not select this namespace.',
        }),
        aCell('pod-security', {
          stage: 'enforce',
          answer: 'unknown',
          code: 'stale',
          sentence: 'The report is older than the policy.',
          counts: { ...noCounts, stale: 3 },
        }),
        aCell('mtls', { stage: 'STRICT' }),
      ]),
    ],
    results: [
      aResult(),
      aResult({
        id: '2',
        entityRef: undefined,
        workload: { kind: 'Deployment', name: 'orphan' },
      }),
      aResult({ id: '3', result: 'pass', message: 'met' }),
    ],
    namespace: aNamespace([openCell, never, outside], {
      mesh: oneOutside,
      exceptions: [anException()],
    }),
    policies: [aPolicy()],
    exceptions: [
      anException(),
      anException({
        exception: { ...anException().exception, name: 'old' },
        expiresAt: '2026-01-01T00:00:00.000Z',
        expired: true,
        namespaces: undefined,
      }),
    ],
  });

const render = (api: FakeGuardrails, search?: string) =>
  renderForEntity(<GuardrailsPage />, { api, search });

describe('GuardrailsPage', () => {
  it('shows what each control does in each namespace, and what was never evaluated apart from a pass', async () => {
    render(held());
    const grid = await screen.findByRole('grid', {
      name: 'Namespaces and controls',
    });
    const buttons = within(grid)
      .getAllByRole('button')
      .map(button => button.getAttribute('aria-label'));
    expect(buttons).toEqual([
      'Disallow latest tag in checkout-prod: AUDIT, 2 open',
      'Pod security in checkout-prod: AUDIT, never evaluated',
      'mTLS in checkout-prod: PERMISSIVE, pods not in the mesh',
      'Disallow latest tag in legacy: off',
      'Pod security in legacy: ENFORCE, stale',
      'mTLS in legacy: STRICT, clean',
    ]);
  });

  it('is one stop for the Tab key; arrows, Home and End go through it', async () => {
    render(held());
    const grid = await screen.findByRole('grid');
    const buttons = within(grid).getAllByRole('button');
    expect(buttons.map(button => button.tabIndex)).toEqual([
      0, -1, -1, -1, -1, -1,
    ]);
    buttons[0].focus();
    await userEvent.keyboard('{ArrowRight}{ArrowDown}');
    expect(buttons[4]).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}{End}');
    expect(buttons[5]).toHaveFocus();
    await userEvent.keyboard('{Control>}{Home}{/Control}');
    expect(buttons[0]).toHaveFocus();
    expect(buttons.map(button => button.tabIndex)).toEqual([
      0, -1, -1, -1, -1, -1,
    ]);
  });

  it('opens a cell beside it: stage, what is open and whose, exceptions, the policy', async () => {
    render(held());
    await userEvent.click(
      await screen.findByRole('button', {
        name: /^Disallow latest tag in checkout-prod/,
      }),
    );
    const panel = await screen.findByRole('dialog', { name: 'checkout-prod' });
    expect(
      await within(panel).findByText('2 workloads violate it.'),
    ).toBeVisible();
    const open = within(panel).getByRole('region', { name: 'What is open' });
    expect(await within(open).findAllByRole('listitem')).toHaveLength(2);
    expect(open).toHaveTextContent('Deployment orphan');
    expect(open).toHaveTextContent('owned by nobody');
    expect(
      within(open).getByRole('link', { name: 'What to do' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/component/checkout/guardrails?environment=prod',
    );
    expect(
      within(panel).getByRole('table', {
        name: 'Exceptions from Disallow latest tag',
      }),
    ).toBeVisible();
    expect(
      await within(panel).findByRole('button', {
        name: /^ValidatingPolicy disallow-latest-tag-audit/,
      }),
    ).toBeVisible();

    await userEvent.click(within(panel).getByRole('button', { name: 'Close' }));
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('opens what the address says, and of the mesh shows the mesh', async () => {
    render(held(), '?cell=prod/checkout-prod/mtls');
    const panel = await screen.findByRole('dialog', { name: 'checkout-prod' });
    expect(
      await within(panel).findByRole('region', { name: 'Mesh' }),
    ).toHaveTextContent('checkout-7d4');
    expect(
      within(panel).queryByRole('region', { name: 'The policy' }),
    ).not.toBeInTheDocument();
  });

  it('filters by what the address asks for', async () => {
    render(held(), '?text=leg');
    expect(await screen.findByText('1 of 1 namespaces')).toBeVisible();

    await userEvent.clear(screen.getByLabelText('Namespace'));
    await userEvent.type(screen.getByLabelText('Namespace'), 'no such');
    await userEvent.click(screen.getByRole('button', { name: 'Filter' }));
    expect(
      await screen.findByText('No namespace matches these filters.'),
    ).toBeVisible();
  });

  it('lists violations without what is met, and exports all of them, saying how many', async () => {
    const saved: Blob[] = [];
    URL.createObjectURL = (blob: Blob) => {
      saved.push(blob);
      return 'blob:violations';
    };
    URL.revokeObjectURL = () => {};
    const api = held();
    api.results.push(aResult({ id: '4', message: 'another' }));
    render(api, '?view=violations');
    const table = await screen.findByRole('table', { name: 'Violations' });
    expect(within(table).getAllByRole('row')).toHaveLength(1 + 2);
    expect(screen.getByText('2 of 3 violations')).toBeVisible();

    await userEvent.click(screen.getByRole('button', { name: 'Export CSV' }));
    expect(await screen.findByText('Saved 3 of 3 rows.')).toBeVisible();
    expect(saved).toHaveLength(1);

    await userEvent.click(screen.getByRole('button', { name: 'Next page' }));
    expect(await screen.findByText('another')).toBeVisible();
  });

  it('lists policies, each with its text when it is opened', async () => {
    const api = held();
    render(api, '?view=policies');
    await userEvent.click(
      await screen.findByRole('button', { name: /^Disallow latest tag/ }),
    );
    expect(
      await screen.findByText(/kind: ValidatingPolicy/),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/enforces in 1, audits in 2 of the namespaces/),
    ).toBeVisible();
  });

  it('lists exceptions, and those that ended as such', async () => {
    render(held(), '?view=exceptions');
    const table = await screen.findByRole('table', { name: 'Exceptions' });
    expect(within(table).getByRole('img', { name: 'counts' })).toBeVisible();
    expect(
      within(table).getByRole('img', { name: 'no longer counts' }),
    ).toBeVisible();
    expect(table).toHaveTextContent(/old.+ended/);
  });

  it('names a missing source above what there is, and says what would fill it', async () => {
    render(
      new FakeGuardrails({
        sources: [
          { cluster: 'prod', kind: 'namespaces', state: 'unreachable' },
        ],
      }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'namespaces in prod: unreachable',
    );
    expect(screen.getByText(/No namespace is known/)).toBeVisible();
  });

  it('says which permission is missing', async () => {
    render(new FakeGuardrails({ failure: await refusal(403) }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'guardrails.result.read',
    );
  });
});
