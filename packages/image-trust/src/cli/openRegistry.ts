import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ContentCache } from '../oci/ContentCache';
import { dockerCredentials } from '../oci/credentials';
import { RegistryClient } from '../oci/RegistryClient';
import type { Io } from './Io';
import type { Settings } from './Settings';
import { UsageError } from './UsageError';

const hostPattern = /^(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(?::[0-9]{1,5})?$/;

/**
 * The registries, with the credentials that Docker keeps.
 *
 * @throws UsageError
 */
export function openRegistry(
  { plainHttp = [], tokenRealm = [] }: Settings,
  options: { io: Io; cache: ContentCache },
): RegistryClient {
  checkHosts('--plain-http', plainHttp);
  checkHosts('--token-realm', tokenRealm);
  const { env, fetch } = options.io;
  const docker = env.DOCKER_CONFIG ?? join(env.HOME ?? homedir(), '.docker');
  return new RegistryClient({
    credentials: dockerCredentials({ file: join(docker, 'config.json') }),
    cache: options.cache,
    allowedRealms: tokenRealm,
    plainHttp,
    fetch,
  });
}

function checkHosts(option: string, hosts: readonly string[]): void {
  const wrong = hosts.find(host => !hostPattern.test(host));
  if (wrong === undefined) return;
  throw new UsageError(`${option} ${wrong}`, {
    problem: 'is no host',
    fix: 'Name host and port alone, e.g. registry.example.com:5000.',
  });
}
