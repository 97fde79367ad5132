import { startKubernetes } from '@portolan/sandbox/kubernetes';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestClock } from '../__testUtils__/TestClock';
import { Cluster } from '../clusters/Cluster';
import { ClusterHttp } from './ClusterHttp';

describe('ClusterHttp', () => {
  it('trusts the authority that is configured, and no other one', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'cluster-http-'));
    const kubernetes = await startKubernetes({
      directory,
      controllers: false,
      tls: true,
      tokens: [{ token: 't', username: 'admin', groups: ['system:masters'] }],
    });
    let authority = kubernetes.certificateAuthority;
    const cluster: Cluster = {
      name: 'test',
      url: kubernetes.url,
      readToken: async () => 't',
      readCertificateAuthority: async () => authority,
      skipTlsVerify: false,
    };
    const clusterHttp = new ClusterHttp({ cluster, clock: new TestClock() });
    const careless = new ClusterHttp({
      cluster: { ...cluster, skipTlsVerify: true },
      clock: new TestClock(),
    });
    const { signal } = new AbortController();
    try {
      authority = undefined;
      await expect(
        clusterHttp.getText('/version', { signal }),
      ).rejects.toMatchObject({
        code: 'unreachable',
        message: expect.stringContaining('certificate'),
      });
      expect(await careless.getText('/version', { signal })).toContain('1.');

      // It was renewed: the next request after the failed one reads it again.
      authority = kubernetes.certificateAuthority;
      expect(await clusterHttp.getText('/version', { signal })).toContain('1.');
    } finally {
      await clusterHttp.close();
      await careless.close();
      await kubernetes.close();
      await rm(directory, { recursive: true });
    }
  });
});
