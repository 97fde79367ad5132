import { parseChallenge, realmAllowed } from './challenge';

describe('parseChallenge', () => {
  it('reads the token flow', () => {
    expect(
      parseChallenge(
        'Bearer realm="https://auth.example/token",service="registry.example",scope="repository:acme/shop:pull,push"',
      ),
    ).toEqual({
      scheme: 'bearer',
      realm: 'https://auth.example/token',
      service: 'registry.example',
      scope: 'repository:acme/shop:pull,push',
    });
  });

  it('reads basic, in any case', () => {
    expect(parseChallenge('BASIC realm="x"')).toEqual({ scheme: 'basic' });
  });

  it.each([null, '', 'Negotiate abc', 'Bearer service="x"', 'x'.repeat(9000)])(
    'finds nothing to meet in %s',
    header => {
      expect(parseChallenge(header)).toBeUndefined();
    },
  );
});

describe('realmAllowed', () => {
  const ask = (realm: string, more = {}) =>
    realmAllowed({
      realm,
      registry: 'registry.example',
      plainHttp: false,
      allowed: [],
      ...more,
    });

  it.each([
    'https://registry.example/token',
    'https://auth.registry.example/token',
  ])('lets the registry send us to %s', realm => {
    expect(ask(realm)).toBe(true);
  });

  it.each([
    'http://registry.example/token',
    'https://registry.example.evil.example/token',
    'https://evilregistry.example/token',
    'https://example/token',
    'https://user:pw@registry.example/token',
    'https://auth.registry.example:8443/token',
    'http://169.254.169.254/latest/meta-data',
    'file:///etc/passwd',
    'no url',
  ])('does not follow it to %s', realm => {
    expect(ask(realm)).toBe(false);
  });

  it('knows Docker Hub’s realm, and what the configuration names', () => {
    const hub = 'https://auth.docker.io/token';
    expect(ask(hub)).toBe(false);
    expect(ask(hub, { registry: 'index.docker.io' })).toBe(true);
    expect(ask(hub, { allowed: ['auth.docker.io'] })).toBe(true);
  });

  it('needs no TLS where the registry itself has none', () => {
    expect(
      ask('http://localhost:5000/token', {
        registry: 'localhost:5000',
        plainHttp: true,
      }),
    ).toBe(true);
  });
});
