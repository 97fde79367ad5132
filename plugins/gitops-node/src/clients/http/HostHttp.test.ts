import { mockServices } from '@backstage/backend-test-utils';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { z } from 'zod';
import { ManualClock } from '../../__testUtils__/ManualClock';
import { HostHttp } from './HostHttp';

type Answer = {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  silent?: boolean;
  hangUp?: boolean;
};

describe('HostHttp', () => {
  let server: Server;
  let http: HostHttp;
  let clock: ManualClock;
  let answers: Answer[];
  let asked: Array<{ line: string; authorization?: string; agent?: string }>;

  beforeEach(async () => {
    clock = new ManualClock();
    answers = [];
    asked = [];
    server = createServer((req, res) => {
      asked.push({
        line: `${req.method} ${req.url}`,
        authorization: req.headers.authorization,
        agent: req.headers['user-agent'],
      });
      const answer = answers.shift() ?? {};
      if (answer.silent) return;
      if (answer.hangUp) {
        res.destroy();
        return;
      }
      res.writeHead(answer.status ?? 200, answer.headers);
      res.end(answer.body ?? '{}');
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    http = connect();
  });

  function connect(timeoutMs?: number): HostHttp {
    const { port } = server.address() as AddressInfo;
    return new HostHttp({
      system: 'Gitea at git.example.com',
      baseUrl: `http://127.0.0.1:${port}/api/v1`,
      headers: async () => ({ Authorization: 'token s3cret' }),
      clock,
      logger: mockServices.logger.mock(),
      timeoutMs,
    });
  }
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(resolve => {
      server.close(resolve);
    });
  });

  const get = () => http.request({ method: 'GET', path: ['repos', 'a', 'b'] });
  const post = () =>
    http.request({ method: 'POST', path: ['repos'], body: { name: 'x' } });

  it('lets no segment reach another path', async () => {
    await http.request({
      method: 'GET',
      path: ['repos', '../../admin', 'a?b#c'],
      query: { ref: 'a&b', page: 2, absent: undefined },
    });
    expect(asked).toEqual([
      {
        line: 'GET /api/v1/repos/..%2F..%2Fadmin/a%3Fb%23c?ref=a%26b&page=2',
        authorization: 'token s3cret',
        agent: 'portolan-gitops',
      },
    ]);
  });

  it.each([
    [400, 'InputError'],
    [401, 'NotAllowedError'],
    [403, 'NotAllowedError'],
    [404, 'NotFoundError'],
    [405, 'ConflictError'],
    [409, 'ConflictError'],
    [410, 'NotFoundError'],
    [412, 'ConflictError'],
    [422, 'InputError'],
    [423, 'ConflictError'],
    [500, 'ServiceUnavailableError'],
    [503, 'ServiceUnavailableError'],
  ])(
    'translates %i into %s with the system’s own words',
    async (status, name) => {
      answers = [{ status, body: '{"message":"because of s3cret"}' }];
      await expect(post()).rejects.toThrow(
        expect.objectContaining({
          name,
          message: `Gitea at git.example.com answered ${status} to POST /api/v1/repos: "because of ***"`,
        }),
      );
    },
  );

  it('follows no redirect, since it could lead the credentials elsewhere', async () => {
    answers = [
      {
        status: 301,
        headers: { Location: 'http://elsewhere.example/' },
        body: '',
      },
    ];
    await expect(get()).rejects.toThrow(/answered 301 .*moved/);
    expect(asked).toHaveLength(1);
  });

  it('takes an expected status for an answer', async () => {
    answers = [{ status: 404 }];
    const answer = await http.request({
      method: 'GET',
      path: [],
      expect: [404],
    });
    expect(answer.status).toBe(404);
  });

  it('repeats a read that failed half-way, and stops', async () => {
    answers = [{ status: 500 }, { hangUp: true }, { body: '{"a":1}' }];
    const answer = await get();
    expect(answer.read(z.object({ a: z.number() }))).toEqual({ a: 1 });
    expect(clock.waits).toEqual([500, 1_000]);

    answers = Array(9).fill({ status: 502 });
    asked = [];
    await expect(get()).rejects.toThrow('answered 502');
    expect(asked).toHaveLength(4);
  });

  it('does not repeat a write that may have been done', async () => {
    answers = [{ silent: true }];
    http = connect(1_000);
    await expect(post()).rejects.toThrow(
      'Gitea at git.example.com did not answer POST /api/v1/repos: no answer within 1000 ms',
    );
    // A busy machine may not even have read the first within that time.
    expect(asked.length).toBeLessThanOrEqual(1);
    expect(clock.waits).toEqual([]);
  });

  it('repeats a write that does no harm twice', async () => {
    answers = [{ status: 503 }, {}];
    await http.request({ method: 'POST', path: [], idempotent: true });
    expect(asked).toHaveLength(2);
  });

  it('waits as long as a rate limit says, also before a write', async () => {
    answers = [
      { status: 429, headers: { 'Retry-After': '3' } },
      { status: 403, headers: { 'Retry-After': '2' } },
    ];
    await post();
    expect(clock.waits).toEqual([3_000, 2_000]);
  });

  it('gives up at once on a rate limit that lasts, and says how long', async () => {
    answers = [{ status: 429, headers: { 'Retry-After': '3600' } }];
    await expect(get()).rejects.toThrow(
      expect.objectContaining({
        name: 'ServiceUnavailableError',
        message: expect.stringContaining('(rate limit, wait 3600 s)'),
      }),
    );
    expect(clock.waits).toEqual([]);
  });

  it('names the field of an answer that is not as documented', async () => {
    answers = [{ body: '{"commit":{"id":5}}' }];
    const answer = await get();
    expect(() =>
      answer.read(z.object({ commit: z.object({ id: z.string() }) })),
    ).toThrow(
      'Gitea at git.example.com answered GET /api/v1/repos/a/b with something else than expected: commit.id: Expected string, received number',
    );
    answers = [{ body: '<html>' }];
    const page = await get();
    expect(() => page.read(z.object({}))).toThrow('the body: Required');
  });
});
