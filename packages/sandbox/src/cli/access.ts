import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCredentials } from '../credentials';
import type { Ports } from '../ports';
import { organization } from '../seed/company';
import { kubectlLayer } from '../tools/kubectlLayer';

/** Where the sandbox writes the administrator's kubeconfig of a cluster. */
export function kubeconfigFile(directory: string, cluster: string): string {
  return join(directory, `kubeconfig-${cluster}.yaml`);
}

/** Prints what a person needs to work with the stand-ins by hand. */
export async function showAccess(directory: string): Promise<void> {
  const ports: Ports = JSON.parse(
    readFileSync(join(directory, 'ports.json'), 'utf8'),
  );
  const { gitPassword, argoCdAdminPassword } = readCredentials(directory);
  console.log(
    [
      `git        git clone http://sam.rivera:${gitPassword}@localhost:${ports.gitHost}/${organization}/quote-api.git`,
      `kubectl    export KUBECONFIG=${kubeconfigFile(directory, 'nonprod')}`,
      `           export KUBECONFIG=${kubeconfigFile(directory, 'prod')}`,
      `Argo CD    http://localhost:${ports.argocd}  admin / ${argoCdAdminPassword}`,
      `registry   http://localhost:${ports.registry}`,
      `pipeline   http://localhost:${ports.pipeline}`,
      `sigstore   http://localhost:${ports.sigstore}`,
      `           root of trust: ${join(
        directory,
        'sigstore',
        'tuf-root.json',
      )}, mirror: http://localhost:${ports.sigstore}/tuf`,
    ].join('\n'),
  );
}

/** Runs the real kubectl as the cluster's administrator; its exit code becomes ours. */
export async function kubectl(
  directory: string,
  cluster: string,
  args: string[],
): Promise<void> {
  const kubeconfig = kubeconfigFile(directory, cluster);
  if (!existsSync(kubeconfig)) {
    throw new Error(
      `No cluster '${cluster}' here yet; there are nonprod and prod once the sandbox was started: npm start`,
    );
  }
  const tools = await kubectlLayer();
  process.exitCode = await new Promise<number>(resolve => {
    spawn(tools.kubectl, args, {
      stdio: 'inherit',
      env: { ...process.env, KUBECONFIG: kubeconfig },
    }).on('close', code => resolve(code ?? 1));
  });
}
