import {
  KubernetesStandIn,
  startKubernetes,
} from '@portolan/sandbox/kubernetes';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cluster } from '../clusters/Cluster';
import { Relay } from './Relay';

const ADMIN = 'token-of-the-administrator';
/** May read config maps in the namespace `default`, and nothing else. */
export const READER = 'token-of-the-reader';

/** The sandbox's Kubernetes API server, held to recordings of the real one, behind a relay. */
export class TestCluster {
  /** What the portal uses; tests rotate it. */
  token = ADMIN;
  readonly relay: Relay;
  readonly #kubernetes: KubernetesStandIn;
  readonly #directory: string;

  private constructor(options: {
    kubernetes: KubernetesStandIn;
    relay: Relay;
    directory: string;
  }) {
    this.#kubernetes = options.kubernetes;
    this.relay = options.relay;
    this.#directory = options.directory;
  }

  static async start(): Promise<TestCluster> {
    const directory = await mkdtemp(join(tmpdir(), 'cluster-watch-'));
    const kubernetes = await startKubernetes({
      directory,
      controllers: false,
      tokens: [
        { token: ADMIN, username: 'admin', groups: ['system:masters'] },
        { token: READER, username: 'reader', groups: [] },
      ],
      // A bookmark every 100 ms.
      timing: { secondMs: 10, bookmarkSeconds: 10 },
    });
    const relay = await Relay.start(kubernetes.url);
    return new TestCluster({ kubernetes, relay, directory });
  }

  get faults(): KubernetesStandIn['faults'] {
    return this.#kubernetes.faults;
  }

  /** As the portal's configuration describes it. */
  toCluster(name = 'test'): Cluster {
    return {
      name,
      url: this.relay.url,
      readToken: async () => this.token,
      readCertificateAuthority: async () => undefined,
      skipTlsVerify: false,
    };
  }

  async close(): Promise<void> {
    await this.relay.close();
    await this.#kubernetes.close();
    await rm(this.#directory, { recursive: true });
  }

  /** Makes a config map, or changes it. */
  async put(
    name: string,
    text: string,
    options: { namespace?: string; labels?: Record<string, string> } = {},
  ): Promise<void> {
    const { namespace = 'default', labels } = options;
    await this.apply(`/api/v1/namespaces/${namespace}/configmaps/${name}`, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, labels },
      data: { text },
    });
  }

  async remove(name: string, namespace = 'default'): Promise<void> {
    await this.call(
      'DELETE',
      `/api/v1/namespaces/${namespace}/configmaps/${name}`,
    );
  }

  async apply(path: string, object: object): Promise<void> {
    await this.call('PATCH', `${path}?fieldManager=test&force=true`, object);
  }

  async call(method: string, path: string, body?: object): Promise<void> {
    const answer = await fetch(`${this.#kubernetes.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${ADMIN}`,
        'content-type':
          method === 'PATCH'
            ? 'application/apply-patch+yaml'
            : 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  }
}
