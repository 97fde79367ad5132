import { AdmissionPlugin } from '../resources/Admission';
import { generateName } from '../resources/metadata';
import { forbidden } from '../status/failures';

interface Volume {
  name: string;
  projected?: unknown;
}

interface Container {
  volumeMounts?: { name: string; readOnly?: boolean; mountPath: string }[];
}

interface Toleration {
  key?: string;
  operator?: string;
  effect?: string;
  tolerationSeconds?: number;
}

interface PodSpec {
  volumes?: Volume[];
  containers?: Container[];
  initContainers?: Container[];
  serviceAccountName?: string;
  serviceAccount?: string;
  automountServiceAccountToken?: boolean;
  tolerations?: Toleration[];
  priority?: number;
  preemptionPolicy?: string;
  enableServiceLinks?: boolean;
}

const tokenPath = '/var/run/secrets/kubernetes.io/serviceaccount';
const nodeTroubles = [
  'node.kubernetes.io/not-ready',
  'node.kubernetes.io/unreachable',
];
const tolerationSeconds = 300;

/**
 * What the API server's admission plugins add to every Pod: its service
 * account with a token, its priority, and how long it bears a lost node.
 */
export const podDefaults: AdmissionPlugin = {
  create({ type, object }, { store }) {
    if (type.storage.id !== 'pods') return object;
    const spec: PodSpec = { ...(object.spec as PodSpec) };
    const { namespace, name } = object.metadata;
    spec.serviceAccountName ||= 'default';
    spec.serviceAccount = spec.serviceAccountName;
    const account = store.get('serviceaccounts', {
      namespace,
      name: spec.serviceAccountName,
    });
    if (!account) {
      throw forbidden(
        type,
        name,
        `error looking up service account ${namespace}/${spec.serviceAccountName}: serviceaccount "${spec.serviceAccountName}" not found`,
      );
    }
    const mounts =
      spec.automountServiceAccountToken ??
      account.automountServiceAccountToken ??
      true;
    if (mounts) mountToken(spec);
    spec.priority ??= 0;
    spec.preemptionPolicy ??= 'PreemptLowerPriority';
    spec.enableServiceLinks ??= true;
    spec.tolerations = withNodeTroubles(spec.tolerations);
    return { ...object, spec };
  },
};

function mountToken(spec: PodSpec): void {
  const name = generateName('kube-api-access-');
  const mount = { name, readOnly: true, mountPath: tokenPath };
  const withMount = (container: Container): Container =>
    container.volumeMounts?.some(({ mountPath }) => mountPath === tokenPath)
      ? container
      : {
          ...container,
          volumeMounts: [...(container.volumeMounts ?? []), mount],
        };
  spec.containers = spec.containers?.map(withMount);
  if (spec.initContainers) {
    spec.initContainers = spec.initContainers.map(withMount);
  }
  spec.volumes = [
    ...(spec.volumes ?? []),
    {
      name,
      projected: {
        defaultMode: 420,
        sources: [
          { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
          {
            configMap: {
              name: 'kube-root-ca.crt',
              items: [{ key: 'ca.crt', path: 'ca.crt' }],
            },
          },
          {
            downwardAPI: {
              items: [
                {
                  path: 'namespace',
                  fieldRef: {
                    apiVersion: 'v1',
                    fieldPath: 'metadata.namespace',
                  },
                },
              ],
            },
          },
        ],
      },
    },
  ];
}

function withNodeTroubles(tolerations: Toleration[] = []): Toleration[] {
  const missing = nodeTroubles.filter(
    key =>
      !tolerations.some(
        toleration =>
          (!toleration.key || toleration.key === key) &&
          (!toleration.effect || toleration.effect === 'NoExecute'),
      ),
  );
  return [
    ...tolerations,
    ...missing.map(key => ({
      key,
      operator: 'Exists',
      effect: 'NoExecute',
      tolerationSeconds,
    })),
  ];
}
