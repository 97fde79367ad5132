import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readClusters } from './readClusters';

const prod = {
  name: 'prod',
  url: 'https://prod.example.com:6443/',
  authProvider: 'serviceAccount',
  serviceAccountToken: 'secret',
};

const configOf = (clusters: JsonObject[], type = 'config') =>
  new ConfigReader({
    kubernetes: { clusterLocatorMethods: [{ type, clusters }] },
  });

describe('readClusters', () => {
  it('reads what the Kubernetes plugin reads', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'read-clusters-'));
    try {
      const caFile = join(directory, 'ca.pem');
      await writeFile(caFile, 'from the file');

      const [first, second] = readClusters(
        configOf([
          { ...prod, caData: Buffer.from('a PEM').toString('base64') },
          {
            ...prod,
            name: 'nonprod',
            url: 'https://rancher.example.com/k8s/clusters/c-1',
            authProvider: 'google',
            authMetadata: { 'kubernetes.io/auth-provider': 'serviceAccount' },
            caFile,
            skipTLSVerify: true,
          },
        ]),
      );

      expect(first).toMatchObject({
        name: 'prod',
        url: 'https://prod.example.com:6443',
        skipTlsVerify: false,
      });
      expect(await first.readToken()).toBe('secret');
      expect(await first.readCertificateAuthority()).toBe('a PEM');
      expect(second).toMatchObject({
        url: 'https://rancher.example.com/k8s/clusters/c-1',
        skipTlsVerify: true,
      });
      expect(await second.readCertificateAuthority()).toBe('from the file');
    } finally {
      await rm(directory, { recursive: true });
    }
  });

  it('has none when none are configured', () => {
    expect(readClusters(new ConfigReader({}))).toEqual([]);
  });

  it('reads a token anew, since it may have been rotated', async () => {
    let token = 'old';
    const root = new Proxy(configOf([prod]), {
      get: (_, method) => {
        const current = configOf([{ ...prod, serviceAccountToken: token }]);
        return Reflect.get(current, method).bind(current);
      },
    });
    const [cluster] = readClusters(root);

    token = 'new';

    expect(await cluster.readToken()).toBe('new');
  });

  it.each([
    [
      configOf([], 'gke'),
      'kubernetes.clusterLocatorMethods[0].type: clusters of type "gke" cannot be watched',
    ],
    [
      configOf([prod, { ...prod, name: 'b', authProvider: 'oidc' }]),
      'kubernetes.clusterLocatorMethods[0].clusters[1].authProvider: cluster "b" has "oidc"',
    ],
    [configOf([prod, prod]), 'two clusters are named "prod"'],
    [
      configOf([{ ...prod, url: 'prod:6443' }]),
      'kubernetes.clusterLocatorMethods[0].clusters[0].url: "prod:6443" is not an http(s) address',
    ],
  ])('names the key of what it refuses', (config, message) => {
    expect(() => readClusters(config)).toThrow(message);
  });
});
