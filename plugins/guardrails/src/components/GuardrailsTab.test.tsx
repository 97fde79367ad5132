import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeGuardrails } from '../__testUtils__/FakeGuardrails';
import {
  aComponent,
  anEnvironment,
  anException,
  aNamespace,
  aPolicy,
  aResult,
  oneOutside,
} from '../__testUtils__/guardrails';
import { refusal } from '../__testUtils__/refusal';
import { renderForEntity } from '../__testUtils__/renderForEntity';
import { GuardrailsTab } from './GuardrailsTab';

const prod = anEnvironment('prod', {
  answer: 'fail',
  code: 'open',
  sentence: '1 high (audit)',
  mesh: oneOutside,
});

const held = () =>
  new FakeGuardrails({
    guardrails: aComponent([anEnvironment('dev'), prod]),
    results: [
      aResult(),
      aResult({
        id: '2',
        policy: 'pod-security',
        rule: undefined,
        result: 'pass',
        severity: 'medium',
        message: 'All is as the policy asks.',
        exceptions: [],
      }),
      aResult({ id: '3', namespace: 'checkout-dev', message: 'in dev' }),
    ],
    policies: [aPolicy()],
    namespace: aNamespace([], { exceptions: [anException()] }),
  });

const render = (api: FakeGuardrails, search?: string) =>
  renderForEntity(<GuardrailsTab />, { api, search });

describe('GuardrailsTab', () => {
  it('opens on the environment that is worst, and tells of each result all that there is', async () => {
    const api = held();
    render(api);
    const result = await screen.findByRole('button', {
      name: /disallow-latest-tag-audit · require-tag/,
    });
    expect(screen.queryByText('in dev')).not.toBeInTheDocument();
    expect(within(result).getByRole('img', { name: 'violated' })).toBeVisible();
    expect(result).toHaveTextContent(
      /highAUDITThe image checkout:latest has a mutable tag/,
    );
    expect(api.policiesRead).toEqual([]);

    await userEvent.click(result);
    const facts = [...document.querySelectorAll('dt')].map(term => [
      term.textContent,
      term.nextElementSibling?.textContent,
    ]);
    expect(Object.fromEntries(facts)).toMatchObject({
      Asks: 'Images have a tag that does not move.',
      'At field': 'spec.containers[0].image',
      In: 'Deployment checkout',
      Here: 'audit: it is reported, and nothing is refused',
      'Reported by': 'KyvernoValidatingPolicy',
    });
    expect(
      screen.getByText(
        /Change spec\.containers\[0\]\.image of Deployment checkout/,
      ),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: /What the policy’s author says/ }),
    ).toHaveAttribute(
      'href',
      'https://policies.example.com/disallow-latest-tag',
    );

    await userEvent.click(
      await screen.findByRole('button', {
        name: 'ValidatingPolicy disallow-latest-tag-audit (YAML)',
      }),
    );
    expect(
      await screen.findByRole('region', {
        name: 'Text of ValidatingPolicy disallow-latest-tag-audit',
      }),
    ).toHaveTextContent('kind: ValidatingPolicy');
    expect(api.policiesRead).toEqual([
      'ValidatingPolicy disallow-latest-tag-audit',
    ]);
  });

  it('shows the environment and the results that the address asks for', async () => {
    render(held(), '?environment=prod&result=pass&severity=medium');
    expect(await screen.findByText('All is as the policy asks.')).toBeVisible();
    expect(
      screen.queryByText('The image checkout:latest has a mutable tag.'),
    ).not.toBeInTheDocument();

    await userEvent.click(screen.getByLabelText('Severity'));
    await userEvent.click(screen.getByRole('option', { name: 'critical' }));
    expect(
      await screen.findByText('No result matches these filters.'),
    ).toBeVisible();
  });

  it('tells the mode of each workload and where it comes from, and which pods are outside', async () => {
    render(held());
    const mesh = await screen.findByRole('region', { name: 'Mesh' });
    expect(mesh).toHaveTextContent('mTLS permissive, 1 pod not in the mesh');
    expect(
      within(mesh)
        .getAllByRole('row')
        .map(row => row.textContent),
    ).toEqual([
      'WorkloadModePods',
      'Deployment checkoutSTRICTfrom PeerAuthentication default in checkout-prod3 native sidecar',
    ]);
    expect(
      within(mesh).getByRole('list', { name: 'Pods outside the mesh' }),
    ).toHaveTextContent(
      'checkout-7d4: it was made before injection was switched on',
    );
  });

  it('lists exceptions with their end', async () => {
    render(held());
    const table = await screen.findByRole('table', {
      name: 'Exceptions in checkout-prod',
    });
    expect(table).toHaveTextContent(
      /PolicyException checkout-tag.+Until the registry move is done.*ends in/,
    );
  });

  it('never takes a missing report for a pass', async () => {
    const api = held();
    api.results = [];
    render(api);
    expect(
      await screen.findByText(
        /No report speaks of this component here\. That is not a pass/,
      ),
    ).toBeVisible();
  });

  it('says which permission is missing', async () => {
    render(new FakeGuardrails({ failure: await refusal(403) }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'guardrails.result.read',
    );
  });
});
