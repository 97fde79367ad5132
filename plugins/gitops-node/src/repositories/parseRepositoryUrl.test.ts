import {
  ConfiguredHost,
  parsePullRequestUrl,
  parseRepositoryUrl,
  pullRequestUrlOf,
} from './parseRepositoryUrl';

const hosts: ConfiguredHost[] = [
  { kind: 'github', host: 'github.com', baseUrl: 'https://github.com' },
  { kind: 'gitlab', host: 'gitlab.example', baseUrl: 'https://gitlab.example' },
  { kind: 'gitea', host: '127.0.0.1:7010', baseUrl: 'http://127.0.0.1:7010' },
  {
    kind: 'gitea',
    host: 'forge.example',
    baseUrl: 'https://forge.example/git',
  },
];

describe('parseRepositoryUrl', () => {
  it.each([
    [
      'https://github.com/meridian/quote-api',
      'github.com',
      'meridian',
      'quote-api',
    ],
    [
      'https://github.com/meridian/quote-api.git',
      'github.com',
      'meridian',
      'quote-api',
    ],
    [
      'https://github.com/meridian/.github/',
      'github.com',
      'meridian',
      '.github',
    ],
    [
      'github.com?owner=meridian&repo=quote-api',
      'github.com',
      'meridian',
      'quote-api',
    ],
    ['https://gitlab.example/a/b/c', 'gitlab.example', 'a/b', 'c'],
    ['gitlab.example?owner=a%2Fb&repo=c', 'gitlab.example', 'a/b', 'c'],
    ['http://127.0.0.1:7010/meridian/x', '127.0.0.1:7010', 'meridian', 'x'],
    ['127.0.0.1:7010?owner=meridian&repo=x', '127.0.0.1:7010', 'meridian', 'x'],
    ['https://forge.example/git/meridian/x', 'forge.example', 'meridian', 'x'],
  ])('reads %s', (url, host, owner, name) => {
    const parsed = parseRepositoryUrl(url, { hosts });
    expect(parsed.host.host).toBe(host);
    expect(parsed.name).toEqual({ owner, name });
  });

  it.each([
    ['not an address', 'not an address'],
    [
      'https://elsewhere.example/a/b',
      'no Git host "elsewhere.example" is configured',
    ],
    [
      'elsewhere.example?owner=a&repo=b',
      'no Git host "elsewhere.example" is configured',
    ],
    [
      'https://github.com:8443/a/b',
      'no Git host "github.com:8443" is configured',
    ],
    ['http://169.254.169.254/latest/meta-data', 'no Git host'],
    ['http://github.com/a/b', 'is not below https://github.com'],
    ['https://127.0.0.1:7010/a/b', 'is not below http://127.0.0.1:7010'],
    ['file:///etc/passwd', 'no Git host'],
    ['https://forge.example/a/b', 'is not below https://forge.example/git'],
    ['https://github.com/meridian', 'does not name a repository'],
    ['https://github.com/a/b/c', 'does not name a repository'],
    ['https://github.com/a/b%2Fc', 'does not name a repository'],
    ['https://github.com/a/%2E%2E', 'does not name a repository'],
    ['github.com?owner=..&repo=b', 'does not name a repository'],
    ['github.com?owner=a', 'does not name a repository'],
    ['https://gitlab.example/a/-/b', 'does not name a repository'],
    ['https://github.com/a/b c', 'does not name a repository'],
  ])('refuses %s and names the field', (url, message) => {
    const parse = () => parseRepositoryUrl(url, { hosts, field: 'repo' });
    expect(parse).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringMatching(/^repo: /),
      }),
    );
    expect(parse).toThrow(message);
  });

  it('refuses credentials without repeating them', () => {
    expect(() =>
      parseRepositoryUrl('https://bot:hunter2@github.com/a/b', { hosts }),
    ).toThrow(
      expect.objectContaining({
        message: 'repositoryUrl: an address must not hold credentials',
      }),
    );
  });
});

describe('parsePullRequestUrl', () => {
  it.each(hosts)('reads what pullRequestUrlOf wrote, $kind at $host', host => {
    const url = pullRequestUrlOf(host.kind, `${host.baseUrl}/meridian/x`, 12);
    expect(parsePullRequestUrl(url, { hosts })).toEqual({
      host,
      name: { owner: 'meridian', name: 'x' },
      number: 12,
    });
  });

  it.each([
    'https://github.com/a/b',
    'https://github.com/a/b/issues/1',
    'https://github.com/a/b/pull/x',
    'https://github.com/a/b/pull/1/files',
  ])('refuses %s', url => {
    expect(() => parsePullRequestUrl(url, { hosts })).toThrow(
      'pullRequestUrl: ',
    );
  });
});
