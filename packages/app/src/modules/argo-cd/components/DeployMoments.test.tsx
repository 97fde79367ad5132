import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import { anApplication } from '../__testUtils__/FakeArgoCd';
import { DeployMoments } from './DeployMoments';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'quote-api' },
};

it('leads from each deploy, the newest first, to its environment at that moment', async () => {
  renderInTestApp(
    <EntityProvider entity={entity}>
      <DeployMoments
        applications={[
          anApplication('quote-api', 'dev', {
            deploys: [
              { at: '2026-11-20T10:00:00Z', revision: 'a'.repeat(40) },
              { at: '2026-11-24T10:00:00Z', revision: 'b'.repeat(40) },
            ],
          }),
          anApplication('quote-api', 'prod', {
            deploys: [{ at: '2026-11-22T10:00:00Z' }],
          }),
          anApplication('quote-api', 'staging'),
        ]}
      />
    </EntityProvider>,
    { mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef } },
  );
  const links = await screen.findAllByRole('link');
  expect(links.map(link => link.getAttribute('href'))).toEqual([
    '/catalog/default/component/quote-api/observability?environment=dev&at=2026-11-24T10%3A00%3A00Z',
    '/catalog/default/component/quote-api/observability?environment=prod&at=2026-11-22T10%3A00%3A00Z',
    '/catalog/default/component/quote-api/observability?environment=dev&at=2026-11-20T10%3A00%3A00Z',
  ]);
});
