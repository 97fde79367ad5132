import { act, screen, within } from '@testing-library/react';
import { FakeSupplyChain } from '../__testUtils__/FakeSupplyChain';
import { refusal } from '../__testUtils__/refusal';
import { renderForEntity } from '../__testUtils__/renderForEntity';
import {
  aContainer,
  anEnvironment,
  aVerdict,
  noReport,
  tooManyCriticals,
} from '../__testUtils__/verdicts';
import { TrustCard } from './TrustCard';

const dev = anEnvironment('dev', [aContainer()]);
const staging = anEnvironment('staging', [aContainer([noReport])]);
const prod = anEnvironment('prod', [aContainer([tooManyCriticals])]);

const render = (api: FakeSupplyChain) =>
  renderForEntity(<TrustCard />, { api });

/** The text of each row but the first; what a link says of its window is left out. */
const rows = async () =>
  (await screen.findAllByRole('row'))
    .slice(1)
    .map(row => row.textContent?.replace(/, Opens in a new window/g, ''));

const answersOf = (row: HTMLElement) =>
  within(row)
    .getAllByRole('img')
    .map(icon => icon.getAttribute('aria-label'));

describe('TrustCard', () => {
  afterEach(() => jest.useRealTimers());

  it('says first what is wrong, then answers for each environment', async () => {
    render(
      new FakeSupplyChain({
        verdict: aVerdict([dev, staging, prod, anEnvironment('perf', [])]),
      }),
    );

    expect(
      await screen.findByText(
        'Not trusted in prod: 2 critical vulnerabilities, at most 0 are accepted.',
      ),
    ).toBeVisible();
    expect(await rows()).toEqual([
      'devSignedScannedFrom main',
      'stagingSignedNo report yetScan it here: image-trust inspect registry.example.com/acme/checkoutFrom main',
      'prodSigned2 critical vulnerabilities, at most 0 are acceptedAsk for an exceptionFrom main',
      'perfnot deployed',
    ]);
    const [, , stagingRow, prodRow] = screen.getAllByRole('row');
    expect(answersOf(stagingRow)).toEqual(['pass', 'unknown', 'pass']);
    expect(answersOf(prodRow)).toEqual(['pass', 'fail', 'pass']);
    expect(within(prodRow).getByRole('link', { name: 'prod' })).toHaveAttribute(
      'href',
      '/catalog/default/component/checkout/supply-chain?environment=prod',
    );
    expect(
      within(prodRow).getByRole('link', { name: /^Ask for an exception/ }),
    ).toHaveAttribute('href', 'https://portal.example.com/exceptions');
  });

  it('names the container that an answer is about, and each of two clusters of one name', async () => {
    const sidecar = aContainer([tooManyCriticals], { container: 'proxy' });
    render(
      new FakeSupplyChain({
        verdict: aVerdict([
          anEnvironment('dev', [aContainer(), sidecar]),
          { ...dev, cluster: 'other' },
        ]),
      }),
    );

    const [one, other] = await rows();
    expect(one).toContain('proxy: 2 critical');
    expect(one).toMatch(/^dev \(nonprod\)Signed/);
    expect(other).toMatch(/^dev \(other\)Signed/);
  });

  it('holds the place while it waits', async () => {
    render(new FakeSupplyChain());
    expect(
      await screen.findByRole('status', { name: 'Reading the verdict' }),
    ).toBeVisible();
  });

  it('tells what would fill it when nothing runs', async () => {
    render(new FakeSupplyChain({ verdict: aVerdict([]) }));
    expect(
      await screen.findByText(/No workload of this component was found/),
    ).toBeVisible();
  });

  it('names missing sources above what is known without them, and greys what may be old', async () => {
    render(
      new FakeSupplyChain({
        verdict: aVerdict([prod, anEnvironment('dev', [])], {
          sources: [
            {
              cluster: 'prod',
              kind: 'pods',
              state: 'unreachable',
              asOf: new Date(Date.now() - 3 * 3_600_000).toISOString(),
              cause: 'connect ECONNREFUSED',
            },
            {
              cluster: 'nonprod',
              kind: 'vulnerability-reports',
              state: 'not installed',
            },
            { cluster: 'nonprod', kind: 'pods', state: 'denied' },
          ],
        }),
      }),
    );

    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(
      'Not all is known. pods in prod: unreachable, as of 3 hr. ago (connect ECONNREFUSED) · vulnerability-reports in nonprod: not installed · pods in nonprod: the portal may not read them',
    );
    const [prodRow, devRow] = await rows();
    expect(prodRow).toMatch(/^prodas of 3 hr\. ago/);
    expect(devRow).toBe(
      'devNobody knows what runs: the cluster was never read',
    );
  });

  it('tells of workloads that several components claim', async () => {
    render(
      new FakeSupplyChain({
        verdict: aVerdict([], {
          disputed: [
            {
              cluster: 'prod',
              namespace: 'shared',
              workload: { kind: 'Deployment', name: 'cart' },
              claimedBy: ['component:default/cart', 'component:default/shop'],
            },
          ],
        }),
      }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Deployment cart in prod, shared, is claimed by several components',
    );
  });

  it('says which permission is missing and whom to ask', async () => {
    render(new FakeSupplyChain({ failure: await refusal(403) }));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('supply-chain.verdict.read');
    expect(alert).toHaveTextContent('Ask the platform team');
  });

  it('keeps what it showed while the server is away, and forgets it for whom it is denied', async () => {
    jest.useFakeTimers({ advanceTimers: true });
    const api = new FakeSupplyChain({ verdict: aVerdict([dev]) });
    render(api);
    expect(await rows()).toEqual(['devSignedScannedFrom main']);

    api.failure = new Error('connect ECONNREFUSED');
    await act(() => jest.advanceTimersByTimeAsync(15_000));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /does not answer\. What is shown is from .+connect ECONNREFUSED/,
    );
    expect(await rows()).toEqual(['devSignedScannedFrom main']);

    api.failure = await refusal(403);
    await act(() => jest.advanceTimersByTimeAsync(15_000));
    expect(screen.getByRole('alert')).toHaveTextContent('You may not see this');
    expect(screen.queryByRole('table')).not.toBeInTheDocument();

    api.failure = undefined;
    await act(() => jest.advanceTimersByTimeAsync(15_000));
    expect(await rows()).toEqual(['devSignedScannedFrom main']);
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });
});
