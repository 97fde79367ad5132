import { SourceErrorCode } from '@portolan/plugin-grafana-common';
import { screen } from '@testing-library/react';
import { FakeGrafana, signalsOf } from '../__testUtils__/FakeGrafana';
import { renderWithGrafana } from '../__testUtils__/renderWithGrafana';
import { ObservabilityCard } from './ObservabilityCard';

const unknown = signalsOf('prod', {
  alerts: undefined,
  links: { dashboards: [] },
});

function answering(code: SourceErrorCode, source = 'Grafana (main)') {
  return new FakeGrafana({
    items: [signalsOf('dev'), unknown],
    errors: [
      {
        source,
        code,
        message: `because of ${code}`,
        at: new Date().toISOString(),
        environments: ['prod'],
      },
    ],
  });
}

describe('when Grafana does not answer', () => {
  it.each<[string, SourceErrorCode, string]>([
    ['down', 'unreachable', 'cannot be reached.'],
    ['slow', 'timeout', 'does not answer in time.'],
    ['401', 'unauthorized', "does not accept the portal's token."],
    ['403', 'forbidden', "does not let the portal's token read this."],
    ['429', 'rate-limited', 'was asked too often.'],
    ['500', 'server-error', 'answers with an error.'],
    [
      'nonsense',
      'invalid-answer',
      'answers something that the portal does not understand.',
    ],
  ])(
    'names it, and never says that there are no alerts: %s',
    async (_, code, said) => {
      renderWithGrafana(<ObservabilityCard />, answering(code));
      expect(await screen.findByRole('alert')).toHaveTextContent(
        new RegExp(`^Grafana \\(main\\) ${said}.*because of ${code}`),
      );
      expect(
        screen.getByText('Nobody knows whether there are alerts in prod.'),
      ).toBeVisible();
      expect(screen.getByText('Alerts not known')).toBeVisible();
      expect(screen.getAllByText('0 alerts')).toHaveLength(1);
    },
  );

  it('says whose alerts are missing when only Prometheus fails', async () => {
    const alerts = signalsOf('prod').alerts!;
    renderWithGrafana(
      <ObservabilityCard />,
      new FakeGrafana({
        items: [signalsOf('prod', { alerts: { ...alerts, complete: false } })],
        errors: answering('unreachable', 'Prometheus in Grafana (main)').answer
          .errors,
      }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Prometheus in Grafana (main) cannot be reached. What it says of prod is missing, or from before.',
    );
    expect(screen.queryByText('0 alerts')).not.toBeInTheDocument();
  });
});
