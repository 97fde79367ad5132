import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';

/** An object as a cluster gives it. */
export type Built = {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; uid: string };
};

/** The label of a namespace that says which half of the pair holds there. */
export const stageLabel = 'policies.portolan.io/disallow-latest-tag';

function build(
  of: { apiVersion: string; kind: string; name: string; namespace?: string },
  rest: { metadata?: object; [key: string]: unknown } = {},
): Built {
  const { apiVersion, kind, name, namespace } = of;
  return {
    apiVersion,
    kind,
    ...rest,
    metadata: {
      name,
      ...(namespace ? { namespace } : {}),
      uid: `${kind}-${namespace ?? ''}-${name}`.toLowerCase(),
      ...rest.metadata,
    },
  };
}

export function namespaceOf(
  name: string,
  labels: Record<string, string> = {},
): Built {
  return build(
    { apiVersion: 'v1', kind: 'Namespace', name },
    { metadata: { labels } },
  );
}

/** Both halves of a control, as the platform's repository applies them. */
export function policyPair(): Built[] {
  const path = '../../../../gitops/policies/disallow-latest-tag.yaml';
  const text = readFileSync(resolve(__dirname, path), 'utf8');
  return parseAllDocuments(text).map(document => {
    const object = document.toJS();
    const { uid } = build({ ...object, name: object.metadata.name }).metadata;
    return { ...object, metadata: { ...object.metadata, uid } };
  });
}

/** A running Pod, of the ReplicaSet `<app>-1` unless told otherwise. */
export function podOf(
  options: {
    app?: string;
    namespace?: string;
    name?: string;
    replicaSet?: string;
    /** Whether its mesh sidecar runs. */
    sidecar?: boolean;
  } = {},
): Built {
  const { app = 'shop', namespace = 'shop-dev', sidecar } = options;
  const { replicaSet = `${app}-1`, name = `${replicaSet}-a` } = options;
  return build(
    { apiVersion: 'v1', kind: 'Pod', name, namespace },
    {
      metadata: {
        labels: { 'backstage.io/kubernetes-id': app, app },
        ownerReferences: [
          { kind: 'ReplicaSet', name: replicaSet, controller: true },
        ],
      },
      spec: {
        containers: [
          { name: 'app' },
          ...(sidecar ? [{ name: 'istio-proxy' }] : []),
        ],
      },
      status: { phase: 'Running' },
    },
  );
}

export function replicaSetOf(
  options: { app?: string; namespace?: string } = {},
): Built {
  const { app = 'shop', namespace = 'shop-dev' } = options;
  return build(
    { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: `${app}-1`, namespace },
    {
      metadata: {
        ownerReferences: [{ kind: 'Deployment', name: app, controller: true }],
      },
    },
  );
}

/** A report of Kyverno about one resource; by default the shop's pod, failing in audit. */
export function reportOf(
  options: {
    app?: string;
    namespace?: string;
    about?: { kind: string; name: string };
    result?: string;
    severity?: string;
    policy?: string;
    source?: string;
    /** How many hours ago it was evaluated. */
    hoursAgo?: number;
    /** `openreports.io/v1alpha1` has the same form. */
    group?: 'wgpolicyk8s.io/v1alpha2' | 'openreports.io/v1alpha1';
    properties?: Record<string, string>;
  } = {},
): Built {
  const { app = 'shop', namespace = 'shop-dev', hoursAgo = 0 } = options;
  const { about = { kind: 'Pod', name: `${app}-1-a` } } = options;
  const { policy = 'disallow-latest-tag-audit', result = 'fail' } = options;
  const { group: apiVersion = 'wgpolicyk8s.io/v1alpha2' } = options;
  const { source = 'KyvernoValidatingPolicy', severity = 'medium' } = options;
  const at = Date.now() - hoursAgo * 3_600_000;
  return build(
    {
      apiVersion,
      kind: apiVersion.startsWith('open') ? 'Report' : 'PolicyReport',
      name: `${about.kind}-${about.name}-${source}`.toLowerCase(),
      namespace,
    },
    {
      scope: { apiVersion: 'v1', ...about, namespace },
      results: [
        {
          source,
          policy,
          result,
          severity,
          category: 'Best Practices',
          message: 'An image needs a tag other than latest, or a digest.',
          properties: options.properties ?? {},
          timestamp: { seconds: Math.floor(at / 1000), nanos: 0 },
        },
      ],
    },
  );
}

export function exceptionOf(
  options: { expiresAt?: string; namespace?: string } = {},
): Built {
  const { namespace = 'shop-dev', expiresAt } = options;
  return build(
    {
      apiVersion: 'policies.kyverno.io/v1',
      kind: 'PolicyException',
      name: 'for-now',
      namespace,
    },
    {
      spec: {
        policyRefs: [
          { kind: 'ValidatingPolicy', name: 'disallow-latest-tag-audit' },
        ],
        ...(expiresAt ? { expiresAt } : {}),
      },
    },
  );
}

export function peerAuthenticationOf(mode: string, namespace: string): Built {
  return build(
    {
      apiVersion: 'security.istio.io/v1',
      kind: 'PeerAuthentication',
      name: 'default',
      namespace,
    },
    { spec: { mtls: { mode } } },
  );
}
