import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServerCertificate } from '../../../http/createServerCertificate';

/** The keys and certificates of one cluster, as PEM. */
export interface ClusterPki {
  certificateAuthority: string;
  serverCertificate: string;
  serverKey: string;
  /** Signs the tokens of service accounts. */
  serviceAccountKey: string;
}

const files: Record<keyof ClusterPki, string> = {
  certificateAuthority: 'ca.crt',
  serverCertificate: 'server.crt',
  serverKey: 'server.key',
  serviceAccountKey: 'sa.key',
};

/** Reads the cluster's keys, making them at the first start: a kubeconfig stays good over restarts. */
export async function readClusterPki(
  directory: string,
  name: string,
): Promise<ClusterPki> {
  const names = Object.keys(files) as Array<keyof ClusterPki>;
  const path = (part: keyof ClusterPki) => join(directory, files[part]);
  if (!names.every(part => existsSync(path(part)))) {
    mkdirSync(directory, { recursive: true });
    const made = await createClusterPki(name);
    names.forEach(part =>
      writeFileSync(path(part), made[part], { mode: 0o600 }),
    );
  }
  return Object.fromEntries(
    names.map(part => [part, readFileSync(path(part), 'utf8')]),
  ) as unknown as ClusterPki;
}

async function createClusterPki(name: string): Promise<ClusterPki> {
  const { authority, certificate, key } = await createServerCertificate({
    authority: name,
    subject: 'kube-apiserver',
    names: ['localhost', 'kubernetes.default.svc'],
  });
  return {
    certificateAuthority: authority,
    serverCertificate: certificate,
    serverKey: key,
    serviceAccountKey: generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    }).privateKey,
  };
}
