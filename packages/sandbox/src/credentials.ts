import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The secrets of one sandbox: made at the first start, kept in its state folder, good for this machine only. */
export type Credentials = {
  /** Portolan's account on the Git host: may create repositories in the organisation. */
  gitPortalToken: string;
  /** The password of every person on the Git host, for `git push` by hand. */
  gitPassword: string;
  webhookSecret: string;
  registryPassword: string;
  kubernetesAdminToken: string;
  kubernetesPortalToken: string;
  argoCdKubernetesToken: string;
  argoCdAdminPassword: string;
  argoCdPortalToken: string;
  backendSecret: string;
  /** With which the pipeline asks Sigstore for the tokens of its runs. */
  sigstoreClientSecret: string;
};

const names: Array<keyof Credentials> = [
  'gitPortalToken',
  'gitPassword',
  'webhookSecret',
  'registryPassword',
  'kubernetesAdminToken',
  'kubernetesPortalToken',
  'argoCdKubernetesToken',
  'argoCdAdminPassword',
  'argoCdPortalToken',
  'backendSecret',
  'sigstoreClientSecret',
];

/** Reads the sandbox's secrets, making those that are not there yet. */
export function readCredentials(directory: string): Credentials {
  const file = join(directory, 'credentials.json');
  const kept: Partial<Credentials> = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : {};
  const credentials = Object.fromEntries(
    names.map(name => [name, kept[name] ?? randomBytes(20).toString('hex')]),
  ) as Credentials;
  mkdirSync(directory, { recursive: true });
  writeFileSync(file, `${JSON.stringify(credentials, undefined, 2)}\n`, {
    mode: 0o600,
  });
  return credentials;
}
