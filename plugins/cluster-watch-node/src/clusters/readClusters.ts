import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { readFile } from 'node:fs/promises';
import { Cluster } from './Cluster';

const LOCATORS = 'kubernetes.clusterLocatorMethods';
const AUTH_PROVIDER = 'kubernetes.io/auth-provider';
/** Where a pod finds the token of its own service account; the kubelet renews the file. */
const POD_TOKEN_FILE = '/var/run/secrets/kubernetes.io/serviceaccount/token';

/**
 * The clusters that the Kubernetes plugin reads too. Only those of type `config` with a
 * service account can be watched: every other way needs a user who is signed in, or a
 * cloud's own API.
 *
 * @throws InputError naming the key of what cannot be used
 */
export function readClusters(root: Config): Cluster[] {
  const clusters = (root.getOptionalConfigArray(LOCATORS) ?? []).flatMap(
    (locator, method) => {
      const key = `${LOCATORS}[${method}]`;
      const type = locator.getString('type');
      if (type !== 'config') {
        throw new InputError(
          `${key}.type: clusters of type "${type}" cannot be watched; list them with type "config"`,
        );
      }
      return (locator.getOptionalConfigArray('clusters') ?? []).map(
        (cluster, index) =>
          readCluster(root, cluster, { method, index, key: `${key}.clusters` }),
      );
    },
  );
  const names = clusters.map(cluster => cluster.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new InputError(`${LOCATORS}: two clusters are named "${twice}"`);
  }
  return clusters;
}

function readCluster(
  root: Config,
  config: Config,
  place: { method: number; index: number; key: string },
): Cluster {
  const key = `${place.key}[${place.index}]`;
  const name = config.getString('name');
  const authMetadata = config.getOptionalConfig('authMetadata');
  const authProvider = authMetadata?.has(AUTH_PROVIDER)
    ? authMetadata.getString(AUTH_PROVIDER)
    : config.getOptionalString('authProvider');
  if (authProvider !== 'serviceAccount') {
    throw new InputError(
      `${key}.authProvider: cluster "${name}" has "${
        authProvider ?? ''
      }", which cannot be watched; it needs "serviceAccount"`,
    );
  }
  const caData = config.getOptionalString('caData');
  const caFile = config.getOptionalString('caFile');
  return {
    name,
    url: readUrl(config, key),
    skipTlsVerify: config.getOptionalBoolean('skipTLSVerify') ?? false,
    readToken: async () => {
      // From the root, which changes with its files; `config` is how it was at the start.
      const current = root
        .getOptionalConfigArray(LOCATORS)
        ?.[place.method]?.getOptionalConfigArray('clusters')
        ?.find(cluster => cluster.getOptionalString('name') === name);
      const token =
        (current ?? config).getOptionalString('serviceAccountToken') ??
        (await readFile(POD_TOKEN_FILE, 'utf8'));
      return token.trim();
    },
    readCertificateAuthority: async () =>
      caData
        ? Buffer.from(caData, 'base64').toString('utf8')
        : caFile && (await readFile(caFile, 'utf8')),
  };
}

function readUrl(config: Config, key: string): string {
  const text = config.getString('url');
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash) {
    throw new InputError(`${key}.url: "${text}" is not an http(s) address`);
  }
  return url.href.replace(/\/+$/, '');
}
