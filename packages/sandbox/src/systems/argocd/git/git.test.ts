import { parseAdvertisement } from './listRefs';
import { normalizeGitUrl } from './normalizeGitUrl';
import { authorizationFor } from './RepositoryCredentials';
import { resolveRevision } from './resolveRevision';

const a = 'a'.repeat(40);
const b = 'b'.repeat(40);
const c = 'c'.repeat(40);

function packet(line: string): string {
  return (line.length + 4).toString(16).padStart(4, '0') + line;
}

const refs = parseAdvertisement(
  Buffer.from(
    [
      packet('# service=git-upload-pack\n'),
      '0000',
      packet(`${a} HEAD\0multi_ack symref=HEAD:refs/heads/main\n`),
      packet(`${a} refs/heads/main\n`),
      packet(`${b} refs/tags/v1\n`),
      packet(`${c} refs/tags/v1^{}\n`),
      '0000',
    ].join(''),
  ),
);

describe('parseAdvertisement', () => {
  it('reads names and commits', () => {
    expect([...refs]).toEqual([
      ['HEAD', a],
      ['refs/heads/main', a],
      ['refs/tags/v1', b],
      ['refs/tags/v1^{}', c],
    ]);
  });

  it('finds nothing in an empty repository', () => {
    const empty = packet(`${'0'.repeat(40)} capabilities^{}\0multi_ack\n`);

    expect(parseAdvertisement(Buffer.from(`${empty}0000`)).size).toBe(0);
  });
});

describe('resolveRevision', () => {
  it.each([
    ['main', a],
    ['', a],
    ['refs/heads/main', a],
    ['v1', c],
    [b, b],
    ['nothing', undefined],
  ])('finds %p', (revision, sha) => {
    expect(resolveRevision(refs, revision)).toBe(sha);
  });
});

describe('normalizeGitUrl', () => {
  it.each([
    ['https://Git.example/Shop/Web.git', 'https://git.example/shop/web'],
    ['git@git.example:shop/web.git', 'git@git.example/shop/web'],
    ['ssh://git@git.example/shop/web', 'git@git.example/shop/web'],
  ])('takes %s for %s', (url, normalized) => {
    expect(normalizeGitUrl(url)).toBe(normalized);
  });
});

describe('authorizationFor', () => {
  it('takes the credential with the longest prefix', () => {
    const credentials = [
      { urlPrefix: 'https://git.example/', username: 'u', password: 'all' },
      {
        urlPrefix: 'https://git.example/shop/',
        username: 'u',
        password: 'shop',
      },
    ];
    const decoded = (url: string) =>
      Buffer.from(
        authorizationFor(credentials, url)?.split(' ')[1] ?? '',
        'base64',
      ).toString();

    expect(decoded('https://git.example/shop/web.git')).toBe('u:shop');
    expect(decoded('https://git.example/other.git')).toBe('u:all');
    expect(authorizationFor(credentials, 'https://else.example/x')).toBe(
      undefined,
    );
  });
});
