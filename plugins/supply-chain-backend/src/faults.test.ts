import { TestDatabases } from '@backstage/backend-test-utils';
import type { WatchStatus } from '@portolan/plugin-cluster-watch-node';
import { evidenceOf } from './__testUtils__/evidenceOf';
import {
  podOf,
  vulnerability,
  vulnerabilityReportOf,
} from './__testUtils__/kubernetesObjects';
import { startPortal } from './__testUtils__/startPortal';
import { shop, TestFleet } from './__testUtils__/TestFleet';
import { GitHostError } from './clients/git-host/GitHostError';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const labelled = podOf({ kubernetesId: 'shop' });

/** The shop runs, scanned by its cluster. */
async function runShop(fleet: TestFleet): Promise<void> {
  await fleet.components(shop);
  await fleet.tell('pods', { upserts: [labelled] });
  await fleet.tell('vulnerability-reports', {
    upserts: [vulnerabilityReportOf()],
  });
  await fleet.settle();
}

describe('when a cluster does not answer', () => {
  const pods = { cluster: 'nonprod', kind: 'pods', rejected: 0 };
  const now = () => ({ listedAt: new Date(), confirmedAt: new Date() });
  const failing = (
    state: WatchStatus['state'],
    code: NonNullable<WatchStatus['cause']>['code'],
    message: string,
  ) => ({ state, cause: { code, message } });

  it.each<[string, Partial<WatchStatus>, object]>([
    [
      'down',
      failing('unreachable', 'unreachable', 'connect ECONNREFUSED'),
      { state: 'unreachable', cause: 'connect ECONNREFUSED' },
    ],
    ['slow', { state: 'listing', listedAt: undefined }, { state: 'listing' }],
    [
      '401',
      failing('unauthenticated', 'unauthenticated', '401: Unauthorized'),
      { state: 'denied', cause: '401: Unauthorized' },
    ],
    [
      '403',
      failing('denied', 'denied', '403: pods is forbidden'),
      { state: 'denied', cause: '403: pods is forbidden' },
    ],
    [
      '429',
      failing('throttled', 'throttled', '429: too many requests'),
      { state: 'unreachable', cause: '429: too many requests' },
    ],
    [
      '500',
      failing('failing', 'failing', '500: etcd is away'),
      { state: 'unreachable', cause: '500: etcd is away' },
    ],
    [
      'watch dropped, and begun again',
      { state: 'watching' },
      { kind: 'pods', state: 'current', cause: undefined },
    ],
    [
      'kind not installed',
      { state: 'not-installed', kind: 'vulnerability-reports' },
      { state: 'not installed', kind: 'vulnerability-reports' },
    ],
    [
      'an object that makes no sense',
      { state: 'watching', rejected: 1 },
      { state: 'current', cause: '1 object makes no sense and is missing' },
    ],
    [
      'watched by nobody any more',
      { state: 'watching', confirmedAt: new Date('2026-11-02T00:00:00Z') },
      {
        state: 'unreachable',
        asOf: '2026-11-02T00:00:00.000Z',
        cause: 'no replica has heard of the cluster for a while',
      },
    ],
  ])('keeps the rows and says so: %s', async (_, status, expected) => {
    const watched: WatchStatus = {
      ...pods,
      state: 'watching',
      since: new Date(),
      ...now(),
      ...status,
    };
    const { backend, fleet, get } = await startPortal(
      await databases.init('SQLITE_3'),
      { statuses: [watched] },
    );
    await runShop(fleet);
    const { body } = await get('entities/component/default/shop/verdict');
    expect(body.environments).toMatchObject([
      { environment: 'dev', answer: 'pass' },
    ]);
    expect({ cause: undefined, ...body.sources[0] }).toMatchObject(expected);
    await backend.stop();
  });
});

describe('when something beside the cluster does not answer', () => {
  let fleet: TestFleet;

  /** The answers of the shop, with their sentences. */
  const say = async () => {
    const [{ containers }] = await fleet.verdicts.listEnvironments(
      shop.entityRef,
      [],
    );
    const checks = containers[0].verdict.checks.map(
      ({ question, answer, sentence }) => [
        question,
        { answer, sentence } as { answer: string; sentence: string },
      ],
    );
    return Object.fromEntries(checks) as Record<
      string,
      { answer: string; sentence: string }
    >;
  };

  beforeEach(async () => {
    fleet = await TestFleet.create(await databases.init('SQLITE_3'));
  });

  it.each([
    ['down', 'UNREACHABLE', 'connect ECONNREFUSED'],
    ['slow', 'UNREACHABLE', 'no answer within 30 s'],
    ['401', 'DENIED', 'answered 401'],
    ['403', 'DENIED', 'answered 403'],
    ['429', 'RATE_LIMITED', 'answered 429'],
    ['500', 'UNREACHABLE', 'answered 500'],
  ] as const)('registry, never read before: %s', async (_, code, found) => {
    fleet.inspect = async reference =>
      evidenceOf(reference, {
        says: [],
        unreadable: [{ at: 'referrers', code, found }],
      });
    await runShop(fleet);
    const { signed, scanned, source } = await say();
    expect(signed).toEqual({
      answer: 'unknown',
      sentence: `Nobody can say now whether there is a signature that counts: referrers (${code}) could not be read.`,
    });
    expect(source.answer).toBe('unknown');
    // The report of the cluster is a scan, whatever the registry says.
    expect(scanned.answer).toBe('pass');
  });

  it('trust root that can not be read: what it would have to verify is not known, and not unsigned', async () => {
    fleet.inspect = async reference => {
      const evidence = evidenceOf(reference);
      return {
        ...evidence,
        items: evidence.items.map(item => ({
          ...item,
          verdict: {
            result: 'failed',
            code: 'UNKNOWN_CA',
            expected: 'a certificate of a trust domain that could be read',
            found: 'none',
            tried: [],
          },
        })),
        unreadableDomains: [
          {
            name: 'public',
            code: 'ROOT_UNREADABLE',
            found: 'the mirror does not answer',
          },
        ],
        complete: false,
      };
    };
    await runShop(fleet);
    expect((await say()).signed).toEqual({
      answer: 'unknown',
      sentence:
        "Nobody can say now whether there is a signature that counts: trust domain 'public' (ROOT_UNREADABLE) could not be read.",
    });
  });

  it.each([
    ['down', 'GIT_HOST_UNREACHABLE', 'the host does not answer'],
    ['slow', 'GIT_HOST_UNREACHABLE', 'the host does not answer'],
    ['401', 'GIT_HOST_DENIED', 'answered 401'],
    ['403', 'GIT_HOST_DENIED', 'answered 403'],
    ['429', 'GIT_HOST_RATE_LIMITED', 'answered 429'],
    ['500', 'GIT_HOST_UNREACHABLE', 'answered 500'],
  ] as const)('Git host: %s', async (_, code, found) => {
    fleet.getCommit = async () => {
      throw new GitHostError(code, `GET git.example.com/x: ${found}`);
    };
    await runShop(fleet);
    const { signed, scanned, source } = await say();
    expect(source).toEqual({
      answer: 'unknown',
      sentence: `The Git host could not say whether the commit is on the branch: GET git.example.com/x: ${found}`,
    });
    expect([signed.answer, scanned.answer]).toEqual(['pass', 'pass']);
  });

  const flood = Array.from({ length: 8000 }, (_, index) =>
    vulnerability(`CVE-${index}`, 'LOW', { title: 'x'.repeat(500) }),
  );

  it.each<[string, object[], string, string]>([
    ['no report', [], 'unknown', 'Nobody has scanned this digest.'],
    [
      'a report without digest',
      [vulnerabilityReportOf({ digest: '' })],
      'unknown',
      'There is a report, and it does not say which digest was scanned.',
    ],
    [
      'a report with an unknown severity',
      [vulnerabilityReportOf({ vulnerabilities: [vulnerability('C', 'ODD')] })],
      'unknown',
      '1 without a stated severity, any of which may be critical.',
    ],
    [
      'a report of 4 MB',
      [vulnerabilityReportOf({ vulnerabilities: flood })],
      'pass',
      'Scanned by Trivy 0.72.0 in nonprod: 0 critical, 0 high, 0 medium, 8000 low.',
    ],
    [
      'a clock that is an hour ahead',
      [vulnerabilityReportOf({ at: '2026-11-02T02:00:00Z' })],
      'pass',
      'Scanned by Trivy 0.72.0 in nonprod: 0 critical, 1 high, 0 medium, 0 low.',
    ],
    [
      'a clock that is a day ahead',
      [vulnerabilityReportOf({ at: '2026-11-03T01:00:00Z' })],
      'unknown',
      'The report of Trivy 0.72.0 in nonprod claims to be of 2026-11-03T01:00:00.000Z.',
    ],
  ])('says of %s what it is worth', async (_, upserts, answer, sentence) => {
    await fleet.components(shop);
    await fleet.tell('pods', { upserts: [labelled] });
    await fleet.tell('vulnerability-reports', { upserts });
    await fleet.settle();
    expect((await say()).scanned).toEqual({ answer, sentence });
  });

  it('forgets whose a workload is when its component is gone, and shows it as unowned', async () => {
    await runShop(fleet);
    await fleet.components();
    await fleet.settle();
    const nobodys = await fleet.fleet.list(
      { filter: { owned: false }, sort: 'name', limit: 10 },
      { kind: 'all' },
    );
    expect(nobodys.items).toMatchObject([{ environment: 'dev' }]);
    expect(await fleet.verdicts.listEnvironments(shop.entityRef, [])).toEqual(
      [],
    );
  });
});
