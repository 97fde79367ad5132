import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JsonClient } from '../../../http/JsonClient';
import { GitHost, startGitHost } from '../../git-host';
import { KubernetesStandIn, startKubernetes } from '../../kubernetes';
import { ArgoCd, ArgoCdOptions, startArgoCd } from '..';

const password = 'a-password-for-tests';
const gitToken = '0123456789abcdef0123456789abcdef01234567';
const kubernetesToken = 'token-of-admin';
const adminToken = 'token-of-argocd-admin';

/** Argo CD with all that it needs, for one test. */
export type Platform = {
  argocd: ArgoCd;
  kubernetes: KubernetesStandIn;
  gitHost: GitHost;
  tokens: { git: string; kubernetes: string; admin: string };
  password: string;
  /** Requests as an administrator of each. */
  api: JsonClient;
  cluster: JsonClient;
  git: JsonClient;
  /** Stops Argo CD and starts it again on the same state. */
  restartArgoCd(): Promise<ArgoCd>;
  close(): Promise<void>;
};

export async function startPlatform(
  options: Partial<ArgoCdOptions> = {},
): Promise<Platform> {
  const directory = mkdtempSync(join(tmpdir(), 'argocd-'));
  const gitHost = await startGitHost({
    directory: join(directory, 'git-host'),
    users: [
      {
        username: 'portal',
        password,
        admin: true,
        email: 'portal@example.dev',
      },
    ],
    tokens: [
      { name: 'portal', username: 'portal', token: gitToken, scopes: ['all'] },
    ],
    organizations: [{ name: 'shop', members: ['portal'] }],
  });
  const kubernetes = await startKubernetes({
    directory: join(directory, 'kubernetes'),
    tokens: [
      {
        token: kubernetesToken,
        username: 'admin',
        groups: ['system:masters'],
      },
    ],
    resolveImage: async image =>
      image.includes('does-not-exist')
        ? { result: 'failed', message: 'not found' }
        : { result: 'found', digest: `sha256:${'ab'.repeat(32)}` },
    readLog: ({ startedAt }) =>
      ['line one', 'line two'].map(text => ({ time: startedAt, text })),
  });
  const start = () =>
    startArgoCd({
      directory: join(directory, 'argocd'),
      hub: { url: kubernetes.url, token: kubernetesToken },
      clusters: [
        { name: 'nonprod', server: kubernetes.url, token: kubernetesToken },
      ],
      repositories: [
        { urlPrefix: `${gitHost.url}/`, username: 'portal', password },
      ],
      accounts: [
        { name: 'admin', password, token: adminToken, role: 'admin' },
        { name: 'portal', token: 'token-of-portal', role: 'readonly' },
      ],
      pollSeconds: 1,
      ...options,
    });
  const argocd = await start();
  const apiOf = (running: ArgoCd) =>
    new JsonClient({ url: running.url, authorization: `Bearer ${adminToken}` });
  const platform: Platform = {
    argocd,
    kubernetes,
    gitHost,
    password,
    tokens: { git: gitToken, kubernetes: kubernetesToken, admin: adminToken },
    api: apiOf(argocd),
    cluster: new JsonClient({
      url: kubernetes.url,
      authorization: `Bearer ${kubernetesToken}`,
    }),
    git: new JsonClient({
      url: `${gitHost.url}/api/v1`,
      authorization: `token ${gitToken}`,
    }),
    async restartArgoCd() {
      await platform.argocd.close();
      platform.argocd = await start();
      platform.api = apiOf(platform.argocd);
      return platform.argocd;
    },
    async close() {
      await platform.argocd.close();
      await kubernetes.close();
      await gitHost.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
  return platform;
}
