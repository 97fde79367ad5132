import { ConfigReader } from '@backstage/config';
import { IntegrationsGitHostClient } from './IntegrationsGitHostClient';

const sha = 'b'.repeat(40);
const now = new Date('2026-11-02T00:00:00Z');

/** Hosts that answer what a test says, by path; and what they were sent. */
function clientFor(answers: Record<string, unknown>) {
  const sent: { url: string; headers: Headers }[] = [];
  const client = IntegrationsGitHostClient.fromConfig(
    new ConfigReader({
      integrations: {
        github: [{ host: 'github.com', token: 'hub-token' }],
        gitlab: [
          {
            host: 'gitlab.example.com',
            token: 'lab-token',
            apiBaseUrl: 'https://gitlab.example.com/api/v4',
          },
        ],
        gitea: [
          {
            host: 'localhost:7001',
            baseUrl: 'http://localhost:7001',
            username: 'portal',
            password: 'tea-token',
          },
        ],
      },
    }),
    {
      now: () => now,
      fetch: async (input, init) => {
        const url = String(input);
        sent.push({ url, headers: new Headers(init?.headers) });
        const { pathname } = new URL(url);
        const answer = Object.entries(answers).find(([end]) =>
          pathname.endsWith(end),
        )?.[1];
        if (answer instanceof Response) return answer;
        if (answer instanceof Error) throw answer;
        return answer === undefined
          ? new Response('{}', { status: 404 })
          : Response.json(answer);
      },
    },
  );
  return { client, sent };
}

const github = (status: string) => ({
  [`compare/main...${sha}`]: { status },
  [`commits/${sha}`]: {
    html_url: `https://github.com/acme/shop/commit/${sha}`,
    commit: { message: 'Fix it\n\nAt last' },
  },
  'branches/main': { protected: true },
  'repos/acme/shop': { default_branch: 'main' },
});
const gitlab = (base: unknown) => ({
  'repository/merge_base': base,
  [`commits/${sha}`]: {
    id: sha,
    title: 'Fix it',
    web_url: 'https://gitlab.example.com/c',
  },
  'branches/main': { protected: true },
  'projects/acme%2Fteam%2Fshop': { default_branch: 'main' },
});
const gitea = (total: number) => ({
  [`compare/main...${sha}`]: { total_commits: total },
  [`git/commits/${sha}`]: { commit: { message: 'Fix it' } },
  'branches/main': { protected: true },
  'repos/acme/shop': { default_branch: 'main' },
});

const hub = 'https://github.com/acme/shop';
const lab = 'https://gitlab.example.com/acme/team/shop';
const tea = 'https://localhost:7001/acme/shop';

describe('IntegrationsGitHostClient', () => {
  it.each([
    ['GitHub, an older commit', hub, github('behind'), true],
    ['GitHub, the newest commit', hub, github('identical'), true],
    ['GitHub, a commit ahead of the branch', hub, github('ahead'), false],
    [
      'GitHub, a commit of another branch or fork',
      hub,
      github('diverged'),
      false,
    ],
    ['GitLab, on the branch', lab, gitlab({ id: sha }), true],
    ['GitLab, beside the branch', lab, gitlab({ id: 'c'.repeat(40) }), false],
    ['GitLab, another history', lab, gitlab(undefined), false],
    ['Gitea, on the branch', tea, gitea(0), true],
    ['Gitea, beside the branch', tea, gitea(2), false],
  ])('asks %s', async (_, repository, answers, isOnBranch) => {
    const { client, sent } = clientFor(answers);
    expect(await client.getCommit({ repository, sha })).toMatchObject({
      branch: 'main',
      isProtected: true,
      isOnBranch,
      title: 'Fix it',
      url: expect.stringMatching(/^https?:/),
    });
    for (const { headers } of sent) {
      expect(
        headers.get('authorization') ?? headers.get('private-token'),
      ).toBeTruthy();
    }
  });

  it.each<[string, unknown, string]>([
    ['401', new Response('', { status: 401 }), 'GIT_HOST_DENIED'],
    ['403', new Response('', { status: 403 }), 'GIT_HOST_DENIED'],
    [
      '403 with an empty budget',
      new Response('', {
        status: 403,
        headers: {
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': String(now.getTime() / 1000 + 90),
        },
      }),
      'GIT_HOST_RATE_LIMITED',
    ],
    [
      '429',
      new Response('', { status: 429, headers: { 'retry-after': '90' } }),
      'GIT_HOST_RATE_LIMITED',
    ],
    ['502', new Response('', { status: 502 }), 'GIT_HOST_UNREACHABLE'],
    ['nothing', new TypeError('fetch failed'), 'GIT_HOST_UNREACHABLE'],
    [
      'nothing in time',
      Object.assign(new Error('timed out'), { name: 'TimeoutError' }),
      'GIT_HOST_UNREACHABLE',
    ],
    ['404', new Response('', { status: 404 }), 'COMMIT_NOT_FOUND'],
    ['nonsense', new Response('<html>'), 'GIT_HOST_MALFORMED'],
    [
      'a redirect',
      new Response('', {
        status: 302,
        headers: { location: 'http://169.254.169.254/' },
      }),
      'GIT_HOST_MALFORMED',
    ],
  ])('says why there is no answer: %s', async (_, answer, code) => {
    const { client } = clientFor({ 'repos/acme/shop': answer });
    const asked = client.getCommit({ repository: hub, sha });
    await expect(asked).rejects.toMatchObject({
      code,
      ...(code === 'GIT_HOST_RATE_LIMITED' ? { retryAfterMs: 90_000 } : {}),
    });
  });

  it('sends nothing to a host that is not configured', async () => {
    const { client, sent } = clientFor({});
    await expect(
      client.getCommit({ repository: 'https://evil.example.com/a/b', sha }),
    ).rejects.toMatchObject({ code: 'GIT_HOST_UNSUPPORTED' });
    expect(sent).toEqual([]);
  });
});
