import { formatReference, parseReference } from './reference';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe('parseReference', () => {
  it.each([
    ['busybox', 'index.docker.io/library/busybox:latest'],
    ['acme/shop', 'index.docker.io/acme/shop:latest'],
    ['docker.io/busybox:1.36', 'index.docker.io/library/busybox:1.36'],
    ['ghcr.io/acme/shop:v1', 'ghcr.io/acme/shop:v1'],
    ['localhost/shop', 'localhost/shop:latest'],
    ['localhost:7011/acme/shop', 'localhost:7011/acme/shop:latest'],
    ['[::1]:5000/shop:1', '[::1]:5000/shop:1'],
    [`shop@${digest}`, `index.docker.io/library/shop@${digest}`],
    [`r.example/a/b/c:1@${digest}`, `r.example/a/b/c:1@${digest}`],
  ])('completes %s to %s', (given, complete) => {
    expect(formatReference(parseReference(given))).toBe(complete);
    expect(formatReference(parseReference(complete))).toBe(complete);
  });

  it.each([
    ['', '1 to 512'],
    ['Shop', "'Shop'"],
    ['r.example/a//b', "''"],
    ['r.example/../etc', "'..'"],
    ['shop:', 'tag'],
    [`shop:${'a'.repeat(129)}`, 'tag'],
    ['shop@sha256:abc', 'after @'],
    [`shop@${digest.toUpperCase()}`, 'after @'],
    ['shop@sha512:abc', 'after @'],
    ['r.example:99999999/shop', 'registry'],
    ['user@r.example/shop', 'after @'],
    ['https://r.example/shop', "'https:'"],
    ['-r.example/shop', 'registry'],
    ['a'.repeat(600), '512'],
  ])('refuses %s and says why', (given, why) => {
    expect(() => parseReference(given)).toThrow(why);
  });
});
