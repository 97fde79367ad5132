import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  KubernetesOptions,
  KubernetesStandIn,
  startKubernetes,
} from '../index';
import { ApiClient } from './ApiClient';

/** A fresh cluster for each test of a suite, with an administrator. */
export function useCluster(options: Partial<KubernetesOptions> = {}) {
  const cluster = {} as {
    directory: string;
    kubernetes: KubernetesStandIn;
    admin: ApiClient;
    /** Goes on as after a `kill -9`: on what is on disk at this moment, without a close. */
    crash(): Promise<void>;
  };
  const start = async () => {
    cluster.kubernetes = await startKubernetes({
      directory: cluster.directory,
      tokens: [
        { token: 'admin', username: 'admin', groups: ['system:masters'] },
        { token: 'jane', username: 'jane', groups: ['developers'] },
      ],
      ...options,
    });
    cluster.admin = new ApiClient({
      url: cluster.kubernetes.url,
      token: 'admin',
    });
  };
  const folders: string[] = [];
  const freshFolder = () => {
    folders.push(mkdtempSync(join(tmpdir(), 'kubernetes-')));
    return folders.at(-1)!;
  };

  beforeEach(async () => {
    cluster.directory = freshFolder();
    await start();
  });
  afterEach(async () => {
    await cluster.kubernetes.close();
    folders.splice(0).forEach(folder => rmSync(folder, { recursive: true }));
  });
  cluster.crash = async () => {
    const left = freshFolder();
    cpSync(cluster.directory, left, { recursive: true });
    await cluster.kubernetes.close();
    cluster.directory = left;
    await start();
  };
  return cluster;
}
