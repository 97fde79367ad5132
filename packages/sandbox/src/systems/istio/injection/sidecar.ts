import type { Container } from './Pod';

/** The version of Istio whose injection this is. */
export const istioVersion = '1.30.3';
const image = `docker.io/istio/proxyv2:${istioVersion}`;

const securityContext = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsGroup: 1337,
  runAsNonRoot: true,
  runAsUser: 1337,
  seccompProfile: { type: 'RuntimeDefault' },
};
const resources = {
  limits: { cpu: '2', memory: '1Gi' },
  requests: { cpu: '100m', memory: '128Mi' },
};

/** Checks that the node's network plugin sends the Pod's traffic through the proxy. */
export const validation: Container = {
  name: 'istio-validation',
  image,
  args: [
    'istio-iptables',
    '-p',
    '15001',
    '-z',
    '15006',
    '-u',
    '1337',
    '-m',
    'REDIRECT',
    '-i',
    '*',
    '-x',
    '',
    '-b',
    '*',
    '-d',
    '15090,15021,15020',
    '--log_output_level=default:info',
    '--run-validation',
    '--skip-rule-apply',
  ],
  resources,
  securityContext,
};

/** The proxy as a native sidecar: an init container that goes on running. */
export function proxy(probers: object): Container {
  return {
    name: 'istio-proxy',
    image,
    restartPolicy: 'Always',
    args: [
      'proxy',
      'sidecar',
      '--domain',
      '$(POD_NAMESPACE).svc.cluster.local',
      '--proxyLogLevel=warning',
      '--proxyComponentLogLevel=misc:error',
      '--log_output_level=default:info',
    ],
    env: [
      { name: 'PILOT_CERT_PROVIDER', value: 'istiod' },
      { name: 'CA_ADDR', value: 'istiod.istio-system.svc:15012' },
      ...[
        ['POD_NAME', 'metadata.name'],
        ['POD_NAMESPACE', 'metadata.namespace'],
      ].map(([name, fieldPath]) => ({
        name,
        valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath } },
      })),
      ...(Object.keys(probers).length > 0
        ? [{ name: 'ISTIO_KUBE_APP_PROBERS', value: JSON.stringify(probers) }]
        : []),
    ],
    ports: [{ containerPort: 15090, name: 'http-envoy-prom', protocol: 'TCP' }],
    startupProbe: {
      httpGet: { path: '/healthz/ready', port: 15021 },
      failureThreshold: 600,
      periodSeconds: 1,
      timeoutSeconds: 3,
    },
    readinessProbe: {
      httpGet: { path: '/healthz/ready', port: 15021 },
      failureThreshold: 4,
      periodSeconds: 15,
      timeoutSeconds: 3,
    },
    resources,
    securityContext,
    volumeMounts: [
      ['workload-socket', '/var/run/secrets/workload-spiffe-uds'],
      ['credential-socket', '/var/run/secrets/credential-uds'],
      ['workload-certs', '/var/run/secrets/workload-spiffe-credentials'],
      ['istiod-ca-cert', '/var/run/secrets/istio'],
      ['istio-data', '/var/lib/istio/data'],
      ['istio-envoy', '/etc/istio/proxy'],
      ['istio-token', '/var/run/secrets/tokens'],
      ['istio-podinfo', '/etc/istio/pod'],
    ].map(([name, mountPath]) => ({ name, mountPath })),
  };
}

export const volumes: Array<{ name: string; [field: string]: unknown }> = [
  ...['workload-socket', 'credential-socket', 'workload-certs'].map(name => ({
    name,
    emptyDir: {},
  })),
  { name: 'istio-envoy', emptyDir: { medium: 'Memory' } },
  { name: 'istio-data', emptyDir: {} },
  {
    name: 'istio-podinfo',
    downwardAPI: {
      items: ['labels', 'annotations'].map(path => ({
        path,
        fieldRef: { fieldPath: `metadata.${path}` },
      })),
    },
  },
  {
    name: 'istio-token',
    projected: {
      sources: [
        {
          serviceAccountToken: {
            audience: 'istio-ca',
            expirationSeconds: 43200,
            path: 'istio-token',
          },
        },
      ],
    },
  },
  { name: 'istiod-ca-cert', configMap: { name: 'istio-ca-root-cert' } },
];
