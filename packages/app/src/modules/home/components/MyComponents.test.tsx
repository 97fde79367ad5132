import { Entity } from '@backstage/catalog-model';
import { identityApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  anApplication,
  FakeArgoCd,
} from '../../argo-cd/__testUtils__/FakeArgoCd';
import { argoCdApiRef } from '../../argo-cd/api';
import { MyComponents } from './MyComponents';

const identityApi = mockApis.identity({
  userEntityRef: 'user:default/sam.rivera',
  ownershipEntityRefs: ['user:default/sam.rivera', 'group:default/booking'],
});

function component(name: string, owner: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      namespace: 'default',
      name,
      annotations: {
        'argocd/app-selector': `backstage.io/kubernetes-id=${name}`,
      },
    },
    relations: [{ type: 'ownedBy', targetRef: owner }],
  };
}

const company = [
  component('booking-api', 'group:default/booking'),
  component('quote-api', 'group:default/booking'),
  component('ledger', 'group:default/billing'),
];

function renderWidget(options: {
  catalogApi: typeof catalogApiRef.T;
  argoCd?: FakeArgoCd;
}) {
  renderInTestApp(<MyComponents />, {
    apis: [
      [argoCdApiRef, options.argoCd ?? new FakeArgoCd()],
      [catalogApiRef, options.catalogApi],
      [identityApiRef, identityApi],
    ],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
  });
}

const items = () =>
  screen
    .getAllByRole('link')
    .map(link => link.textContent)
    .filter(text => text?.match(/-api$|ledger/));

describe('MyComponents', () => {
  beforeEach(() => localStorage.clear());

  it('shows what my teams own, and what needs attention on top', async () => {
    renderWidget({
      catalogApi: catalogApiMock({ entities: company }),
      argoCd: new FakeArgoCd([
        anApplication('booking-api', 'dev'),
        anApplication('quote-api', 'dev', { healthStatus: 'Degraded' }),
        anApplication('ledger', 'dev'),
      ]),
    });

    expect(await screen.findByText('1 of 2 needs attention.')).toBeVisible();
    expect(items()).toEqual(['quote-api', 'booking-api']);
    expect(screen.getByText('Degraded')).toBeVisible();
    expect(screen.getByRole('img', { name: 'needs attention' })).toBeVisible();
  });

  it('shows the components all the same while Argo CD is down', async () => {
    const argoCd = new FakeArgoCd();
    argoCd.failure = new Error('connect ECONNREFUSED');
    renderWidget({ catalogApi: catalogApiMock({ entities: company }), argoCd });

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Argo CD (main) does not answer.',
    );
    expect(screen.getByText('How they do is not known.')).toBeVisible();
    expect(items()).toEqual(['booking-api', 'quote-api']);
  });

  it('tells what would fill it when my teams own nothing', async () => {
    renderWidget({ catalogApi: catalogApiMock({ entities: [company[2]] }) });

    expect(
      await screen.findByText(/Neither you nor a team of yours owns/),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Create a component' }),
    ).toHaveAttribute('href', '/create');
  });

  it('offers to ask again when the catalog does not answer', async () => {
    const catalogApi = catalogApiMock({ entities: company });
    jest
      .spyOn(catalogApi, 'queryEntities')
      .mockRejectedValueOnce(new Error('502 Bad Gateway'));
    renderWidget({ catalogApi });

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The catalog did not answer: 502 Bad Gateway',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Ask again' }));
    expect(await screen.findByText('quote-api')).toBeVisible();
  });
});
