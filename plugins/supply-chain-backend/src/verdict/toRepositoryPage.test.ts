import { toRepositoryPage } from './toRepositoryPage';

describe('toRepositoryPage', () => {
  const repository = 'https://git.example.com:3000/acme/shop';

  it.each<[string, (string | undefined)[], string]>([
    [
      'the scheme of another address of its host',
      [undefined, 'http://git.example.com:3000/acme/shop/commit/a'],
      'http://git.example.com:3000/acme/shop',
    ],
    [
      'TLS where addresses are of other hosts, or none',
      ['http://ci.example.com/runs/1', 'http://git.example.com/', 'no address'],
      repository,
    ],
    ['TLS where nothing is said', [undefined], repository],
  ])('has %s', (_, others, page) => {
    expect(toRepositoryPage(repository, others)).toBe(page);
  });
});
