import { Entity } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { identityApiRef } from '@backstage/frontend-plugin-api';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { act, screen, within } from '@testing-library/react';
import { anApplication, FakeArgoCd } from '../__testUtils__/FakeArgoCd';
import { argoCdApiRef } from '../api';
import { DeploymentsCard } from './DeploymentsCard';

const entity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'quote-api',
    annotations: {
      'argocd/app-selector': 'backstage.io/kubernetes-id=quote-api',
    },
  },
};

const identityApi = mockApis.identity({
  userEntityRef: 'user:default/sam.rivera',
});

function renderCard(argoCd: FakeArgoCd) {
  renderInTestApp(
    <EntityProvider entity={entity}>
      <DeploymentsCard />
    </EntityProvider>,
    {
      apis: [
        [argoCdApiRef, argoCd],
        [identityApiRef, identityApi],
      ],
    },
  );
}

/** The text of each row but the first; what a link says of its window is left out. */
const rows = async () =>
  (await screen.findAllByRole('row'))
    .slice(1)
    .map(row => row.textContent?.replace(/, Opens in a new window/g, ''));

describe('DeploymentsCard', () => {
  beforeEach(() => localStorage.clear());
  afterEach(() => jest.useRealTimers());

  it('says first how it does, then shows each environment', async () => {
    renderCard(
      new FakeArgoCd([
        anApplication('quote-api', 'prod', { hasWorkload: false }),
        anApplication('quote-api', 'staging', { syncStatus: 'OutOfSync' }),
        anApplication('quote-api', 'dev'),
        anApplication('ledger', 'dev', { healthStatus: 'Degraded' }),
      ]),
    );

    expect(await screen.findByText('Not in order in staging.')).toBeVisible();
    expect(await rows()).toEqual([
      'devquote-api-devSynced · Healthy9f3c21a',
      'stagingquote-api-stagingOutOfSync · HealthySee what differs in Argo CD9f3c21a',
      'prodquote-api-prodnot deployed',
    ]);
    const [dev] = screen.getAllByRole('row').slice(1);
    expect(within(dev).getByRole('img', { name: 'in order' })).toBeVisible();
    expect(within(dev).getByRole('link', { name: /^9f3c21a/ })).toHaveAttribute(
      'href',
      'https://git.example.com/meridian/quote-api/commit/9f3c21a4b5c6d7e8f90123456789abcdef012345',
    );
    expect(
      within(dev).getByRole('link', { name: /^quote-api-dev/ }),
    ).toHaveAttribute(
      'href',
      'https://argocd.example.com/applications/argocd/quote-api-dev',
    );
  });

  it('keeps the last good answer, with its time, while Argo CD is down', async () => {
    const argoCd = new FakeArgoCd([anApplication('quote-api', 'dev')]);
    jest.useFakeTimers({
      now: new Date('2026-11-24T14:00:00'),
      advanceTimers: true,
    });
    renderCard(argoCd);
    expect(await screen.findByText('In order in dev.')).toBeVisible();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();

    argoCd.failure = new Error('connect ECONNREFUSED');
    await act(() => jest.advanceTimersByTimeAsync(15_000));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Argo CD (main) does not answer.');
    expect(alert).toHaveTextContent(/What is shown is from .+ \(just now\)/);
    expect(alert).toHaveTextContent('connect ECONNREFUSED');
    expect(await rows()).toEqual(['devquote-api-devSynced · Healthy9f3c21a']);

    argoCd.failure = undefined;
    argoCd.applications = [
      anApplication('quote-api', 'dev', { healthStatus: 'Degraded' }),
    ];
    await act(() => jest.advanceTimersByTimeAsync(15_000));
    expect(await screen.findByText('Not in order in dev.')).toBeVisible();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('says that there is nothing to show when Argo CD was never reached', async () => {
    const argoCd = new FakeArgoCd();
    argoCd.failure = new Error('connect ECONNREFUSED');
    renderCard(argoCd);

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'It has not answered in this browser yet',
    );
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
    expect(screen.queryByText(/has no Application/)).not.toBeInTheDocument();
  });

  it('says that it may not be seen, and does not ask the platform team about it', async () => {
    const argoCd = new FakeArgoCd();
    argoCd.failure = await ResponseError.fromResponse(
      new Response(
        JSON.stringify({
          error: {
            name: 'NotAllowedError',
            message: 'You lack the permission argocd.application.read',
          },
        }),
        { status: 403, headers: { 'Content-Type': 'application/json' } },
      ) as Parameters<typeof ResponseError.fromResponse>[0],
    );
    renderCard(argoCd);
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(
      /^You may not see what Argo CD \(main\) says\..*argocd\.application\.read/,
    );
    expect(alert).not.toHaveTextContent('tell the platform team');
    expect(screen.queryByText(/has no Application/)).not.toBeInTheDocument();
  });

  it('tells what would fill it when there is no Application', async () => {
    renderCard(new FakeArgoCd());
    expect(
      await screen.findByText(/Argo CD has no Application for this component/),
    ).toBeVisible();
  });
});
