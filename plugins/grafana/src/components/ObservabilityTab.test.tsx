import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import { FakeGrafana, firing, signalsOf } from '../__testUtils__/FakeGrafana';
import { renderWithGrafana } from '../__testUtils__/renderWithGrafana';
import { ObservabilityTab } from './ObservabilityTab';

const Where = () => <output>{useLocation().search}</output>;

const line = (id: number, text: string, pod: string, level?: string) => ({
  id: `179565840000000000${id}`,
  time: '2026-11-26T02:00:00.000Z',
  line: text,
  pod,
  level,
});

function fill(): FakeGrafana {
  const grafana = new FakeGrafana({
    items: [
      signalsOf('dev'),
      signalsOf('prod', {
        alerts: { ...signalsOf('prod').alerts!, items: [firing] },
      }),
    ],
  });
  grafana.tail = {
    ...grafana.tail,
    pods: ['quote-api-a', 'quote-api-b'],
    items: [
      line(2, 'it broke', 'quote-api-b', 'error'),
      line(1, 'it began', 'quote-api-a', 'info'),
    ],
    url: 'https://grafana.example.dev/explore?tail',
  };
  return grafana;
}

describe('ObservabilityTab', () => {
  it('shows the environment of the URL, and keeps the choice there', async () => {
    const grafana = fill();
    renderWithGrafana(
      <>
        <ObservabilityTab />
        <Where />
      </>,
      grafana,
      '/?environment=dev',
    );
    expect(
      await screen.findByText('No alert is firing or pending.'),
    ).toBeVisible();

    await userEvent.click(screen.getByRole('button', { name: /prod/ }));
    expect(await screen.findByText('api has 12 waiting')).toBeVisible();
    expect(
      screen.getByRole('link', { name: /Runbook of QueueTooLong/ }),
    ).toHaveAttribute('href', 'https://runbooks.example.dev/queue');
    expect(screen.getByRole('link', { name: /^Quotes/ })).toHaveAttribute(
      'href',
      'https://grafana.example.dev/d/quotes?var-namespace=quote-api-prod',
    );
    expect(screen.getByText('?environment=prod')).toBeVisible();
  });

  it('shows the last lines, of all pods or of one', async () => {
    const grafana = fill();
    renderWithGrafana(<ObservabilityTab />, grafana, '/?environment=dev');
    const lines = within(
      await screen.findByRole('list', { name: 'Log lines, newest first' }),
    ).getAllByRole('listitem');
    expect(lines.map(one => one.textContent?.slice(8))).toEqual([
      'quote-api-berrorit broke',
      'quote-api-ait began',
    ]);
    expect(
      screen.getByRole('link', { name: /Open in Explore/ }),
    ).toHaveAttribute('href', 'https://grafana.example.dev/explore?tail');

    await userEvent.click(screen.getByRole('combobox', { name: /Pod/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'quote-api-a' }),
    );
    await screen.findByText('it began');
    expect(grafana.asked).toContainEqual([
      'component:default/quote-api',
      'dev',
      'quote-api-a',
    ]);
  });

  it('tells why there are no lines', async () => {
    const grafana = fill();
    grafana.tail = {
      ...grafana.tail,
      items: [],
      errors: [
        {
          source: 'Loki in Grafana (main)',
          code: 'timeout',
          message: 'no answer within 5 s',
          at: new Date().toISOString(),
          environments: ['dev'],
        },
      ],
    };
    renderWithGrafana(<ObservabilityTab />, grafana, '/?environment=dev');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Loki in Grafana (main) does not answer in time.',
    );
    expect(screen.queryByText(/Nothing was written/)).not.toBeInTheDocument();
    expect(screen.getByText('No alert is firing or pending.')).toBeVisible();
  });

  it('shows the moment of a deploy', async () => {
    const grafana = fill();
    renderWithGrafana(
      <ObservabilityTab />,
      grafana,
      '/?environment=prod&at=2026-11-20T10:00:00Z',
    );
    expect(
      await screen.findByText(/^Links show the time around/),
    ).toBeVisible();
    expect(grafana.asked[0]).toEqual([
      'component:default/quote-api',
      '2026-11-20T10:00:00Z',
    ]);
  });
});
