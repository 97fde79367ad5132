import {
  ComponentGuardrails,
  Control,
  ControlCell,
  EnvironmentGuardrails,
  ExceptionItem,
  MatrixRow,
  MeshState,
  NamespaceDetail,
  PolicyDetail,
  PolicyResult,
  ResultCounts,
  Severity,
} from '@portolan/plugin-guardrails-common';

const asOf = '2026-11-24T13:50:00.000Z';

export const noOpen: Readonly<Record<Severity, number>> = {
  critical: 0,
  high: 0,
  medium: 0,
  low: 0,
  info: 0,
  unknown: 0,
};

export const noCounts: ResultCounts = {
  fail: 0,
  error: 0,
  unknown: 0,
  warn: 0,
  skip: 0,
  pass: 0,
  unevaluated: 0,
  stale: 0,
};

/** A namespace whose pods are all in the mesh, STRICT. */
export function aMesh(changes: Partial<MeshState> = {}): MeshState {
  return {
    mode: 'STRICT',
    workloads: [
      {
        workload: { kind: 'Deployment', name: 'checkout' },
        effective: {
          mode: 'STRICT',
          from: {
            apiVersion: 'security.istio.io/v1',
            kind: 'PeerAuthentication',
            name: 'default',
            namespace: 'checkout-prod',
          },
          ports: [],
        },
        pods: { sidecar: 0, 'native sidecar': 3, ambient: 0, outside: 0 },
      },
    ],
    outside: [],
    ...changes,
  };
}

export const oneOutside = aMesh({
  mode: 'PERMISSIVE',
  outside: [
    {
      name: 'checkout-7d4',
      workload: { kind: 'Deployment', name: 'checkout' },
      why: 'it was made before injection was switched on',
    },
  ],
});

/** An environment without violations. */
export function anEnvironment(
  environment: string,
  changes: Partial<EnvironmentGuardrails> = {},
): EnvironmentGuardrails {
  return {
    environment,
    cluster: environment === 'prod' ? 'prod' : 'nonprod',
    namespace: `checkout-${environment}`,
    answer: 'pass',
    code: 'clean',
    sentence: 'No violations',
    open: noOpen,
    excepted: 0,
    blocksHere: 0,
    blocksIn: [],
    cells: [],
    mesh: aMesh(),
    asOf,
    ...changes,
  };
}

export function aComponent(
  environments: readonly EnvironmentGuardrails[],
  changes: Partial<ComponentGuardrails> = {},
): ComponentGuardrails {
  return {
    entityRef: 'component:default/checkout',
    environments,
    sources: [],
    ...changes,
  };
}

/** A mutable tag in prod, in audit. */
export function aResult(changes: Partial<PolicyResult> = {}): PolicyResult {
  return {
    id: '1',
    cluster: 'prod',
    namespace: 'checkout-prod',
    environment: 'prod',
    entityRef: 'component:default/checkout',
    resource: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'checkout' },
    workload: { kind: 'Deployment', name: 'checkout' },
    source: 'KyvernoValidatingPolicy',
    policy: 'disallow-latest-tag-audit',
    rule: 'require-tag',
    control: 'disallow-latest-tag',
    result: 'fail',
    severity: 'high',
    message: 'The image checkout:latest has a mutable tag.',
    field: 'spec.containers[0].image',
    asks: 'Images have a tag that does not move.',
    docsUrl: 'https://policies.example.com/disallow-latest-tag',
    stage: 'audit',
    exceptions: [],
    firstSeen: '2026-11-20T10:00:00.000Z',
    evaluatedAt: asOf,
    ...changes,
  };
}

export function aPolicy(changes: Partial<PolicyDetail> = {}): PolicyDetail {
  return {
    cluster: 'prod',
    policy: {
      apiVersion: 'policies.kyverno.io/v1',
      kind: 'ValidatingPolicy',
      name: 'disallow-latest-tag-audit',
    },
    control: 'disallow-latest-tag',
    title: 'Disallow latest tag',
    description: 'Images have a tag that does not move.',
    severity: 'high',
    actions: ['Audit'],
    ready: true,
    background: true,
    namespaces: { off: 0, audit: 2, enforce: 1, unknown: 0 },
    text: 'kind: ValidatingPolicy\nmetadata:\n  name: disallow-latest-tag-audit\n',
    ...changes,
  };
}

export function anException(
  changes: Partial<ExceptionItem> = {},
): ExceptionItem {
  return {
    cluster: 'prod',
    exception: {
      apiVersion: 'policies.kyverno.io/v1',
      kind: 'PolicyException',
      name: 'checkout-tag',
      namespace: 'checkout-prod',
    },
    policies: [{ policy: 'disallow-latest-tag-audit', rules: [] }],
    controls: ['disallow-latest-tag'],
    namespaces: ['checkout-prod'],
    reason: 'Until the registry move is done',
    expiresAt: '2099-12-12T00:00:00.000Z',
    expired: false,
    ...changes,
  };
}

export const controls: Control[] = [
  {
    id: 'disallow-latest-tag',
    title: 'Disallow latest tag',
    kind: 'policy',
    description: 'Images have a tag that does not move.',
    severity: 'high',
  },
  { id: 'pod-security', title: 'Pod security', kind: 'policy' },
  { id: 'mtls', title: 'mTLS', kind: 'mesh' },
];

export function aCell(
  control: string,
  changes: Partial<ControlCell> = {},
): ControlCell {
  return {
    control,
    stage: 'audit',
    answer: 'pass',
    code: 'clean',
    sentence: 'Everything that runs was evaluated, nothing is open.',
    counts: noCounts,
    asOf,
    ...changes,
  };
}

export const openCell = aCell('disallow-latest-tag', {
  answer: 'fail',
  code: 'open',
  sentence: '2 workloads violate it.',
  counts: { ...noCounts, fail: 2 },
});

export function aRow(
  namespace: string,
  cells: readonly ControlCell[],
  changes: Partial<MatrixRow> = {},
): MatrixRow {
  return {
    cluster: 'prod',
    namespace,
    environment: 'prod',
    owners: ['group:default/payments'],
    cells,
    ...changes,
  };
}

export function aNamespace(
  cells: readonly ControlCell[],
  changes: Partial<NamespaceDetail> = {},
): NamespaceDetail {
  return {
    cluster: 'prod',
    namespace: 'checkout-prod',
    environment: 'prod',
    labels: {},
    owners: ['group:default/payments'],
    controls,
    cells,
    mesh: aMesh(),
    exceptions: [],
    sources: [],
    ...changes,
  };
}
