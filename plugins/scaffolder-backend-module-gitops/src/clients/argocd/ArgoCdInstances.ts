import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { ArgoCdClient, ArgoCdCredentials } from './ArgoCdClient';

/** The Argo CDs that the portal knows, under the keys of Roadie's Argo CD plugin. */
export class ArgoCdInstances {
  readonly #clients: readonly ArgoCdClient[];

  static fromConfig(root: Config): ArgoCdInstances {
    const config = root.getOptionalConfig('argocd');
    const methods = config?.getOptionalConfigArray('appLocatorMethods') ?? [];
    return new ArgoCdInstances(
      methods
        .flatMap(method => method.getOptionalConfigArray('instances') ?? [])
        .map(instance => {
          const url = instance.getString('url');
          return new ArgoCdClient({
            name: instance.getString('name'),
            url,
            frontendUrl: instance.getOptionalString('frontendUrl') ?? url,
            credentials: readCredentials(instance, config),
          });
        }),
    );
  }

  private constructor(clients: readonly ArgoCdClient[]) {
    this.#clients = clients;
  }

  /** One by its name, or the first. */
  get(name?: string): ArgoCdClient {
    const client = name
      ? this.#clients.find(each => each.name === name)
      : this.#clients[0];
    if (!client) {
      const known = this.#clients.map(each => each.name).join(', ');
      throw new InputError(
        `instance: there is no ${
          name ? `"${name}"` : 'instance'
        } under argocd.appLocatorMethods (configured: ${known || 'none'})`,
      );
    }
    return client;
  }
}

/**
 * An instance without credentials of its own signs in with those for all. None at all is
 * told when it is asked: Roadie's plugin may have another way in, which is not used here.
 */
function readCredentials(
  instance: Config,
  all: Config | undefined,
): ArgoCdCredentials | undefined {
  const token = instance.getOptionalString('token');
  if (token) return { token };
  const own = instance.has('username') ? instance : all;
  return own?.has('username')
    ? {
        username: own.getString('username'),
        password: own.getString('password'),
      }
    : undefined;
}
