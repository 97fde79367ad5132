import { act, screen, within } from '@testing-library/react';
import { FakeGuardrails } from '../__testUtils__/FakeGuardrails';
import {
  aComponent,
  anEnvironment,
  noOpen,
  oneOutside,
} from '../__testUtils__/guardrails';
import { refusal } from '../__testUtils__/refusal';
import { renderForEntity } from '../__testUtils__/renderForEntity';
import { GuardrailsCard } from './GuardrailsCard';

const dev = anEnvironment('dev', {
  answer: 'fail',
  code: 'open',
  sentence: '1 high (audit)',
  open: { ...noOpen, high: 1 },
  blocksIn: [{ environment: 'prod', count: 1 }],
  mesh: oneOutside,
});
const never = anEnvironment('staging', {
  answer: 'unknown',
  code: 'never-evaluated',
  sentence: 'Never evaluated',
  asOf: undefined,
  mesh: { mode: 'unknown', workloads: [], outside: [], cause: 'no pods' },
});

const render = (api: FakeGuardrails) =>
  renderForEntity(<GuardrailsCard />, { api });

const rows = async () =>
  (await screen.findAllByRole('row')).slice(1).map(row => row.textContent);

describe('GuardrailsCard', () => {
  afterEach(() => jest.useRealTimers());

  it('says first what is wrong, then what it blocks and how the mesh is', async () => {
    render(
      new FakeGuardrails({
        guardrails: aComponent([
          dev,
          never,
          anEnvironment('prod'),
          anEnvironment('perf', {
            answer: undefined,
            code: 'nothing-runs',
            sentence: 'Nothing runs',
          }),
        ]),
      }),
    );
    expect(
      await screen.findByText('Policies are violated in dev: 1 high (audit).'),
    ).toBeVisible();
    expect(await rows()).toEqual([
      'devnonprod / checkout-dev1 high (audit)blocks 1 in prodmTLS permissive, 1 pod not in the mesh',
      'stagingnonprod / checkout-stagingNever evaluatedmTLS not known',
      'prodprod / checkout-prodNo violationsmTLS strict',
      'perfnonprod / checkout-perfNothing runs',
    ]);
    const [, devRow, stagingRow, prodRow] = screen.getAllByRole('row');
    const answerOf = (row: HTMLElement) =>
      within(row).getAllByRole('img')[0].getAttribute('aria-label');
    expect([devRow, stagingRow, prodRow].map(answerOf)).toEqual([
      'fail',
      'unknown',
      'pass',
    ]);
    expect(within(devRow).getByRole('link', { name: 'dev' })).toHaveAttribute(
      'href',
      '/catalog/default/component/checkout/guardrails?environment=dev',
    );
  });

  it('holds the place while it waits', async () => {
    render(new FakeGuardrails());
    expect(
      await screen.findByRole('status', {
        name: 'Reading what policies found',
      }),
    ).toBeVisible();
  });

  it('tells what would fill it when nothing runs', async () => {
    render(new FakeGuardrails({ guardrails: aComponent([]) }));
    expect(
      await screen.findByText(/No workload of this component was found/),
    ).toBeVisible();
  });

  it('names missing sources above what is known without them', async () => {
    render(
      new FakeGuardrails({
        guardrails: aComponent([anEnvironment('dev')], {
          sources: [
            {
              cluster: 'prod',
              kind: 'policy-reports',
              state: 'not installed',
            },
          ],
        }),
      }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Not all is known. policy-reports in prod: not installed',
    );
    expect(await rows()).toHaveLength(1);
  });

  it('says which permission is missing and whom to ask', async () => {
    render(new FakeGuardrails({ failure: await refusal(403) }));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('guardrails.result.read');
    expect(alert).toHaveTextContent('Ask the platform team');
  });

  it('keeps what it showed while the server is away', async () => {
    jest.useFakeTimers({ advanceTimers: true });
    const api = new FakeGuardrails({ guardrails: aComponent([dev]) });
    render(api);
    expect(await rows()).toHaveLength(1);

    api.failure = new Error('connect ECONNREFUSED');
    await act(() => jest.advanceTimersByTimeAsync(15_000));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /guardrails service does not answer\. What is shown is from .+connect ECONNREFUSED/,
    );
    expect(await rows()).toHaveLength(1);
  });
});
