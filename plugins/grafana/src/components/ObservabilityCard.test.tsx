import { ResponseError } from '@backstage/errors';
import { act, screen, within } from '@testing-library/react';
import { FakeGrafana, firing, signalsOf } from '../__testUtils__/FakeGrafana';
import { renderWithGrafana } from '../__testUtils__/renderWithGrafana';
import { ObservabilityCard } from './ObservabilityCard';

const row = async (name: RegExp) => {
  const header = await screen.findByRole('rowheader', { name });
  return within(header.closest<HTMLElement>('[role=row]')!);
};

describe('ObservabilityCard', () => {
  afterEach(() => jest.useRealTimers());

  it('says first what is wrong, then shows each environment with its links', async () => {
    const alerts = signalsOf('prod').alerts!;
    renderWithGrafana(
      <ObservabilityCard />,
      new FakeGrafana({
        items: [
          signalsOf('dev'),
          signalsOf('staging', {
            alerts: { ...alerts, items: [{ ...firing, state: 'pending' }] },
          }),
          signalsOf('prod', { alerts: { ...alerts, items: [firing] } }),
        ],
      }),
    );
    expect(
      await screen.findByText(
        'Alerts are firing in prod. Alerts are pending in staging.',
      ),
    ).toBeVisible();
    const dev = await row(/^dev/);
    expect(dev.getByText('0 alerts')).toBeVisible();
    expect(dev.getByRole('img', { name: 'in order' })).toBeVisible();
    expect(dev.getByRole('link', { name: /^Dash of dev/ })).toHaveAttribute(
      'href',
      'https://grafana.example.dev/d/quotes?var-namespace=quote-api-dev',
    );
    expect(dev.getByRole('link', { name: /^Logs of dev/ })).toHaveAttribute(
      'href',
      'https://grafana.example.dev/explore?logs=dev',
    );
    const prod = await row(/^prod/);
    expect(prod.getByText('1 firing')).toBeVisible();
    expect(prod.getByText(/^QueueTooLong/)).toBeVisible();
    expect(prod.getByRole('img', { name: 'needs attention' })).toBeVisible();
    expect(prod.getByRole('link', { name: 'prod' })).toHaveAttribute(
      'href',
      '/catalog/default/component/quote-api/observability?environment=prod',
    );
  });

  it('never says that there are none when nobody knows, and names who does not answer', async () => {
    renderWithGrafana(
      <ObservabilityCard />,
      new FakeGrafana({
        items: [
          signalsOf('dev'),
          signalsOf('prod', { alerts: undefined, links: { dashboards: [] } }),
        ],
        errors: [
          {
            source: 'Grafana (main)',
            code: 'unauthorized',
            message: 'answered 401: invalid API key',
            at: new Date().toISOString(),
            environments: ['prod'],
          },
        ],
      }),
    );
    const notice = await screen.findByRole('alert');
    expect(notice).toHaveTextContent(
      "Grafana (main) does not accept the portal's token. What it says of prod is missing, or from before. Asked just now: answered 401: invalid API key",
    );
    expect(
      screen.getByText('Nobody knows whether there are alerts in prod.'),
    ).toBeVisible();
    const prod = await row(/^prod/);
    expect(prod.getByText('Alerts not known')).toBeVisible();
    expect(prod.queryByText(/0 alerts/)).not.toBeInTheDocument();
    expect(prod.getByRole('img', { name: 'not known' })).toBeVisible();
  });

  it('keeps what it had while the portal does not answer, and goes on by itself', async () => {
    jest.useFakeTimers({ advanceTimers: true });
    const grafana = new FakeGrafana({ items: [signalsOf('dev')] });
    renderWithGrafana(<ObservabilityCard />, grafana);
    expect(await screen.findByText('No alerts in dev.')).toBeVisible();

    grafana.failure = new Error('Failed to fetch');
    await act(() => jest.advanceTimersByTimeAsync(30_000));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /The portal’s Grafana service does not answer.*What is shown is from .+just now.*Failed to fetch/,
    );
    expect(screen.getByText('0 alerts')).toBeVisible();

    grafana.failure = undefined;
    await act(() => jest.advanceTimersByTimeAsync(30_000));
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('says which permission is missing', async () => {
    const grafana = new FakeGrafana();
    grafana.failure = await ResponseError.fromResponse(
      new Response(
        JSON.stringify({
          error: {
            name: 'NotAllowedError',
            message:
              'You lack the permission grafana.read for component:default/quote-api',
          },
          response: { statusCode: 403 },
        }),
        { status: 403, headers: { 'Content-Type': 'application/json' } },
      ) as Parameters<typeof ResponseError.fromResponse>[0],
    );
    renderWithGrafana(<ObservabilityCard />, grafana);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /You may not see.*grafana\.read/,
    );
  });

  it('waits, and says what would fill it', async () => {
    renderWithGrafana(<ObservabilityCard />, new FakeGrafana());
    expect(
      await screen.findByText(/No environment is known for this component/),
    ).toBeVisible();
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
  });
});
