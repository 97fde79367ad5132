import http from 'node:http';
import { AddressInfo, Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { TestClock } from '../__testUtils__/TestClock';
import { WatchedKind } from '../projection/WatchedKind';
import { ClusterHttp } from './ClusterHttp';
import { watchEvents } from './watchEvents';

const kind: WatchedKind = {
  id: 'notes',
  group: '',
  versions: ['v1'],
  plural: 'configmaps',
};
const MEGABYTE = 1024 * 1024;

describe('watchEvents', () => {
  it('makes the cluster wait while its events are written', async () => {
    const line = JSON.stringify({
      type: 'ADDED',
      object: {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'a', uid: 'a', resourceVersion: '2' },
        data: { text: 'x'.repeat(MEGABYTE) },
      },
    });
    let socket: Socket | undefined;
    const server = http.createServer((req, res) => {
      socket = req.socket;
      for (let n = 0; n < 64; n += 1) res.write(`${line}\n`);
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const clusterHttp = new ClusterHttp({
      cluster: {
        name: 'test',
        url: `http://127.0.0.1:${port}`,
        readToken: async () => 'token',
        readCertificateAuthority: async () => undefined,
        skipTlsVerify: false,
      },
      clock: new TestClock(),
    });
    const batches = watchEvents(clusterHttp, kind, {
      version: 'v1',
      resourceVersion: '1',
      timeoutSeconds: 300,
      silenceMs: 1_000,
      onOpen: () => {},
      signal: new AbortController().signal,
    });
    try {
      const first = await batches.next();
      expect(first.value!.events.length).toBeLessThanOrEqual(6);
      for (let n = 0; n < 2_000; n += 1) await turn();

      // What the batch and the buffers of the connection hold has been sent, no more.
      expect(socket!.writableLength).toBeGreaterThan(32 * MEGABYTE);

      let events = first.value!.events.length;
      while (events < 64) events += (await batches.next()).value!.events.length;
      expect(events).toBe(64);
    } finally {
      await batches.return();
      await clusterHttp.close();
      server.closeAllConnections();
      server.close();
    }
    // 64 MB through a busy machine.
  }, 30_000);
});
