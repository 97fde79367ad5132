import YAML from 'yaml';

/** A kubeconfig file for one cluster and one token. */
export function formatKubeconfig(options: {
  name: string;
  server: string;
  token: string;
  certificateAuthority?: string;
}): string {
  const { name, server, token, certificateAuthority } = options;
  return YAML.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name,
        cluster: {
          server,
          ...(certificateAuthority && {
            'certificate-authority-data':
              Buffer.from(certificateAuthority).toString('base64'),
          }),
        },
      },
    ],
    users: [{ name, user: { token } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  });
}
