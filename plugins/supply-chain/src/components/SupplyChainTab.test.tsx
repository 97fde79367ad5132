import {
  DigestDetail,
  Finding,
  Transition,
} from '@portolan/plugin-supply-chain-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeSupplyChain } from '../__testUtils__/FakeSupplyChain';
import { refusal } from '../__testUtils__/refusal';
import { renderForEntity } from '../__testUtils__/renderForEntity';
import {
  aContainer,
  anEnvironment,
  aVerdict,
  commit,
  digest,
  tooManyCriticals,
} from '../__testUtils__/verdicts';
import { SupplyChainTab } from './SupplyChainTab';

const previousDigest = `sha256:${'9f3c21a4'.repeat(8)}`;
const failing = aContainer([tooManyCriticals], { previousDigest });
const dev = anEnvironment('dev', [aContainer()]);
const prod = anEnvironment('prod', [failing]);

function aFinding(id: string, changes: Partial<Finding> = {}): Finding {
  return {
    id,
    severity: 'critical',
    package: 'openssl',
    installedVersion: '3.0.11',
    foundBy: ['pipeline', 'cluster'],
    firstSeen: '2026-11-21T14:00:00.000Z',
    isNew: false,
    ...changes,
  };
}

const findings = [
  aFinding('CVE-2026-1234', { fixedVersion: '3.0.13', isNew: true }),
  aFinding('CVE-2026-1111'),
  aFinding('CVE-2025-9999', { severity: 'high' }),
];

const deploy: Transition = {
  id: '2',
  cluster: 'prod',
  namespace: 'checkout-prod',
  workload: { kind: 'Deployment', name: 'checkout' },
  container: 'api',
  digest,
  question: 'deploy',
  from: previousDigest,
  to: digest,
  why: 'rolled out',
  at: '2026-11-18T14:00:00.000Z',
};

const transitions: Transition[] = [
  {
    id: '3',
    digest,
    question: 'scanned',
    from: 'pass',
    to: 'fail',
    why: '2 critical vulnerabilities.',
    at: '2026-11-20T14:00:00.000Z',
  },
  deploy,
  { ...deploy, id: '1', namespace: 'elsewhere', to: 'sha256:other' },
];

const detail: DigestDetail = {
  digest,
  images: [
    {
      reference: `registry.example.com/acme/checkout@${digest}`,
      image: 'registry.example.com/acme/checkout:1.8.2',
      verdicts: [],
      asOf: '2026-11-24T13:50:00.000Z',
      report: { schema: 'portolan.image-trust/1', log: 4711 },
    },
  ],
  secrets: [
    {
      rule: 'aws-access-key-id',
      title: 'AWS access key ID',
      severity: 'critical',
      target: '/app/.env',
      count: 1,
    },
  ],
};

function render(held: Partial<FakeSupplyChain>, search?: string) {
  renderForEntity(<SupplyChainTab />, {
    api: new FakeSupplyChain({
      findings,
      transitions,
      digest: detail,
      ...held,
    }),
    search,
  });
}

const vulnerabilities = async () =>
  within(await screen.findByRole('table', { name: 'Findings' }))
    .getAllByRole('row')
    .slice(1)
    .map(row => /CVE-\d+-\d+/.exec(row.textContent ?? '')?.[0]);

describe('SupplyChainTab', () => {
  it('opens at what is not in order, with what was expected, found and what to do', async () => {
    render({ verdict: aVerdict([dev, prod]) });

    expect(
      await screen.findByRole('heading', {
        name: '2 critical vulnerabilities, at most 0 are accepted.',
      }),
    ).toBeVisible();
    expect(
      screen.getByRole('combobox', { name: /Environment/ }),
    ).toHaveTextContent('prod');
    expect(screen.getByText('sha256:1a2b3c4d…')).toHaveAttribute(
      'title',
      digest,
    );

    const scanned = screen.getByRole('region', { name: 'Scanned: fail' });
    expect(scanned).toHaveTextContent('Expected≤ 0 critical');
    expect(scanned).toHaveTextContent('Found2 critical, 3 high');
    expect(scanned).toHaveTextContent('Trivy 0.67 in the cluster');
    expect(scanned).toHaveTextContent('a fixed version for 2 of 5');
    expect(
      within(scanned).getByRole('link', { name: /^Ask for an exception/ }),
    ).toBeVisible();

    const signed = screen.getByRole('region', { name: 'Signed: pass' });
    expect(within(signed).getByRole('link', { name: /^4711/ })).toHaveAttribute(
      'href',
      'https://log.example.com/4711',
    );
    const source = screen.getByRole('region', {
      name: 'Built from a commit we control: pass',
    });
    expect(
      within(source).getByRole('link', { name: /^41d0be7/ }),
    ).toHaveAttribute(
      'href',
      `https://git.example.com/acme/checkout/commit/${commit}`,
    );
    expect(
      within(source).getByRole('link', { name: /^Open the pipeline run/ }),
    ).toBeVisible();
  });

  it('pages and filters findings on the server', async () => {
    render({ verdict: aVerdict([prod]) });
    expect(await vulnerabilities()).toEqual(['CVE-2026-1234', 'CVE-2026-1111']);
    expect(screen.getByText('2 of 3 findings')).toBeVisible();

    await userEvent.click(screen.getByRole('button', { name: 'Next page' }));
    expect(await vulnerabilities()).toEqual(['CVE-2025-9999']);

    await userEvent.click(screen.getByRole('checkbox', { name: 'Fixable' }));
    expect(await vulnerabilities()).toEqual(['CVE-2026-1234']);
    expect(screen.getByText('1 of 1 findings')).toBeVisible();
    expect(screen.getByText('3.0.11 → 3.0.13')).toBeVisible();
  });

  it('reads environment, container and filters from the address', async () => {
    render(
      {
        verdict: aVerdict([
          prod,
          anEnvironment('dev', [
            aContainer(),
            aContainer([], { container: 'proxy', role: 'init' }),
          ]),
        ]),
      },
      '?environment=dev&container=proxy&severity=high',
    );
    expect(
      await screen.findByText(
        'Signed, scanned and built from a commit we control.',
      ),
    ).toBeVisible();
    expect(screen.getByText(/init container/)).toBeVisible();
    expect(await vulnerabilities()).toEqual(['CVE-2025-9999']);
    // Nothing ran there before, so nothing can be new.
    expect(
      screen.queryByRole('checkbox', { name: 'New since the last deploy' }),
    ).not.toBeInTheDocument();
  });

  it('tells deploys here and changed answers, each in words', async () => {
    render({ verdict: aVerdict([prod]) });
    const history = await screen.findByRole('list', {
      name: 'History, the newest first',
    });
    expect(
      within(history)
        .getAllByRole('listitem')
        .map(item => item.textContent?.replace(/^.*? · /, '')),
    ).toEqual([
      'Scanned: fail. 2 critical vulnerabilities.',
      'Deploy of sha256:1a2b3c4d…, before sha256:9f3c21a4…',
    ]);
  });

  it('shows where secrets were found, and evidence only to who opens it', async () => {
    const { verdict, ...container } = aContainer();
    const scan = verdict.scan && { ...verdict.scan, secrets: 1 };
    render({
      verdict: aVerdict([
        anEnvironment('dev', [{ ...container, verdict: { ...verdict, scan } }]),
      ]),
    });
    expect(
      await screen.findByText(/AWS access key ID \(critical\), 1 in/),
    ).toHaveTextContent('/app/.env');

    expect(screen.queryByText(/portolan.image-trust/)).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: /Raw evidence/ }));
    expect(await screen.findByText(/portolan.image-trust\/1/)).toBeVisible();
  });

  it('says so when nothing is deployed, or no digest is known', async () => {
    render(
      {
        verdict: aVerdict([
          anEnvironment('perf', []),
          anEnvironment('dev', [aContainer([], { digest: undefined })]),
        ]),
      },
      '?environment=perf',
    );
    expect(await screen.findByText(/not deployed in perf/)).toBeVisible();

    await userEvent.click(
      screen.getByRole('combobox', { name: /Environment/ }),
    );
    await userEvent.click(screen.getByRole('option', { name: /dev/ }));
    expect(
      await screen.findByText(/has not said yet which digest it runs/),
    ).toBeVisible();
  });

  it('holds the place while it waits, and says what would fill it', async () => {
    render({});
    expect(
      await screen.findByRole('status', { name: 'Reading the verdict' }),
    ).toBeVisible();
  });

  it('tells a component that is not known yet from one that may not be seen', async () => {
    render({ failure: await refusal(404) });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'does not know this yet',
    );
  });

  it('says what to do when the server does not answer', async () => {
    render({ failure: new Error('connect ECONNREFUSED') });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('tell the platform team: connect ECONN');
    expect(
      within(alert).getByRole('button', { name: 'Ask again' }),
    ).toBeVisible();
  });
});
