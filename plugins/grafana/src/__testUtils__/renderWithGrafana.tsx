import { Entity } from '@backstage/catalog-model';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { grafanaApiRef } from '../api';
import { FakeGrafana } from './FakeGrafana';

const entity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'quote-api', namespace: 'default' },
};

/** Renders what belongs on the page of quote-api. */
export function renderWithGrafana(
  element: JSX.Element,
  grafana: FakeGrafana,
  path = '/',
) {
  renderInTestApp(<EntityProvider entity={entity}>{element}</EntityProvider>, {
    apis: [[grafanaApiRef, grafana]],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    initialRouteEntries: [path],
  });
}
