import { Entity } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import { identityApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { grafanaApiRef } from '@portolan/plugin-grafana';
import { guardrailsApiRef } from '@portolan/plugin-guardrails';
import { supplyChainApiRef } from '@portolan/plugin-supply-chain';
import { screen, within } from '@testing-library/react';
import {
  anApplication,
  FakeArgoCd,
} from '../../argo-cd/__testUtils__/FakeArgoCd';
import { argoCdApiRef } from '../../argo-cd/api';
import { alertsOf, guardrailsOf, trustOf } from '../__testUtils__/answers';
import { WhereItRunsCard } from './WhereItRunsCard';

const entity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'checkout',
    annotations: {
      'argocd/app-selector': 'backstage.io/kubernetes-id=checkout',
      'backstage.io/kubernetes-id': 'checkout',
    },
  },
};

const never = () => new Promise<never>(() => {});

const refuse = async (status: number): Promise<never> => {
  throw await ResponseError.fromResponse(
    new Response(JSON.stringify({ error: { message: `said ${status}` } }), {
      status,
      headers: { 'Content-Type': 'application/json' },
    }),
  );
};

type Asked = {
  argoCd?: FakeArgoCd;
  getComponentVerdict?: () => Promise<unknown>;
  getComponentGuardrails?: () => Promise<unknown>;
  listSignals?: () => Promise<unknown>;
};

function render(asked: Asked = {}) {
  const {
    argoCd = new FakeArgoCd([
      anApplication('checkout', 'dev'),
      anApplication('checkout', 'prod', { syncStatus: 'OutOfSync' }),
    ]),
    getComponentVerdict = async () => trustOf({ dev: 'pass', prod: 'fail' }),
    getComponentGuardrails = async () =>
      guardrailsOf({ dev: 'pass', prod: 'unknown' }),
    listSignals = async () => alertsOf(['dev', 'prod']),
  } = asked;
  renderInTestApp(
    <EntityProvider entity={entity}>
      <WhereItRunsCard />
    </EntityProvider>,
    {
      apis: [
        [argoCdApiRef, argoCd],
        [identityApiRef, mockApis.identity()],
        [supplyChainApiRef, { getComponentVerdict } as never],
        [guardrailsApiRef, { getComponentGuardrails } as never],
        [grafanaApiRef, { listSignals } as never],
      ],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
}

const row = async (environment: string) => {
  const header = await screen.findByRole('rowheader', {
    name: new RegExp(`${environment}$`),
  });
  return within(header.closest<HTMLElement>('[role=row]')!);
};

describe('WhereItRunsCard', () => {
  beforeEach(() => localStorage.clear());

  it('says first where attention is needed, then shows all signals of each environment', async () => {
    render();
    expect(
      await screen.findByText('Needs attention in prod (deployed and trust).'),
    ).toBeVisible();
    const prod = await row('prod');
    expect(prod.getByText('OutOfSync')).toBeVisible();
    expect(prod.getByText('Not signed by anybody')).toBeVisible();
    expect(await prod.findByText('Never evaluated')).toBeVisible();
    expect(prod.getByText('mTLS strict')).toBeVisible();
    expect(await prod.findByText('0 alerts')).toBeVisible();
    const dev = await row('dev');
    expect(dev.getByText('Signed')).toBeVisible();
    expect(dev.getByText('No violations')).toBeVisible();

    const page = '/catalog/default/component/checkout';
    expect(
      ['Deployed', 'Trust', 'Guardrails', 'Health'].map(title =>
        prod
          .getByRole('link', { name: `${title} in prod` })
          .getAttribute('href'),
      ),
    ).toEqual([
      `${page}/deployments?environment=prod`,
      `${page}/supply-chain?environment=prod`,
      `${page}/guardrails?environment=prod`,
      `${page}/observability?environment=prod`,
    ]);
  });

  it('shows each signal as soon as it is there', async () => {
    render({ getComponentGuardrails: never, listSignals: never });
    const prod = await row('prod');
    expect(await prod.findByText('OutOfSync')).toBeVisible();
    expect(
      prod.getByRole('status', { name: 'Reading Guardrails' }),
    ).toBeVisible();
    expect(prod.getByRole('status', { name: 'Reading Health' })).toBeVisible();
  });

  it('never breaks one signal by another, and takes silence for nothing known', async () => {
    render({
      argoCd: new FakeArgoCd([anApplication('checkout', 'dev')]),
      getComponentVerdict: () => refuse(403),
      getComponentGuardrails: () => refuse(404),
      listSignals: async () => alertsOf(['dev']),
    });
    const dev = await row('dev');
    expect(await dev.findAllByText('not known')).toHaveLength(2);
    expect(await dev.findByText('0 alerts')).toBeVisible();
    expect(dev.getByText('Synced')).toBeVisible();
    expect(screen.getByText('Not all is known of dev.')).toBeVisible();
    const alerts = screen.getAllByRole('alert').map(each => each.textContent);
    expect(alerts).toEqual([
      expect.stringContaining('supply-chain.verdict.read'),
      expect.stringContaining('The portal does not know this yet'),
    ]);
  });

  it('tells what would fill it where nothing is known', async () => {
    render({
      argoCd: new FakeArgoCd(),
      getComponentVerdict: async () => trustOf({}),
      getComponentGuardrails: async () => guardrailsOf({}),
      listSignals: async () => alertsOf([]),
    });
    expect(
      await screen.findByText(/No environment is known for this component/),
    ).toBeVisible();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('holds the place while it waits', async () => {
    render({
      argoCd: Object.assign(new FakeArgoCd(), { listApplications: never }),
      getComponentVerdict: never,
      getComponentGuardrails: never,
      listSignals: never,
    });
    expect(
      await screen.findByRole('status', { name: 'Reading where it runs' }),
    ).toBeVisible();
  });
});
