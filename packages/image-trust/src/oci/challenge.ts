/** What a registry's `WWW-Authenticate` header asks for. */
export type Challenge =
  | { scheme: 'basic' }
  | { scheme: 'bearer'; realm: string; service?: string; scope?: string };

/**
 * Reads the first challenge that we can meet.
 *
 * @see RFC 9110, section 11.6.1, and https://distribution.github.io/distribution/spec/auth/token/
 */
export function parseChallenge(header: string | null): Challenge | undefined {
  if (!header || header.length > 4096) return undefined;
  const match = /^\s*(basic|bearer)\b(.*)$/is.exec(header);
  if (!match) return undefined;
  if (match[1].toLowerCase() === 'basic') return { scheme: 'basic' };
  const parameters = new Map<string, string>();
  for (const [, name, quoted, bare] of match[2].matchAll(
    /([a-z_]+)\s*=\s*(?:"([^"]*)"|([^\s,"]+))/gi,
  )) {
    parameters.set(name.toLowerCase(), quoted ?? bare);
  }
  const realm = parameters.get('realm');
  return realm
    ? {
        scheme: 'bearer',
        realm,
        service: parameters.get('service'),
        scope: parameters.get('scope'),
      }
    : undefined;
}

const hubRealm = 'auth.docker.io';

/**
 * Whether credentials may be sent to a token realm. The realm is chosen by the
 * registry, that is by somebody else: only the registry's own host, hosts
 * below or beside it in the same domain, and those that the configuration
 * names are asked, over TLS unless the registry itself is on loopback.
 */
export function realmAllowed(options: {
  realm: string;
  registry: string;
  plainHttp: boolean;
  allowed: readonly string[];
}): boolean {
  let url: URL;
  try {
    url = new URL(options.realm);
  } catch {
    return false;
  }
  if (url.username || url.password) return false;
  if (
    url.protocol !== 'https:' &&
    !(options.plainHttp && url.protocol === 'http:')
  ) {
    return false;
  }
  if (url.host === options.registry || options.allowed.includes(url.host)) {
    return true;
  }
  if (options.registry === 'index.docker.io') return url.host === hubRealm;
  const registryName = options.registry.replace(/:\d+$/, '');
  // `auth.registry.example` for `registry.example`: below it, never above.
  return (
    url.port === '' &&
    url.hostname.endsWith(`.${registryName}`) &&
    registryName.includes('.')
  );
}
