import {
  defineCustomResource,
  open,
  openList,
  PrinterColumn,
} from '../../../operators/defineCustomResource';

const policies = 'policies.kyverno.io';
const served = [
  { name: 'v1' },
  { name: 'v1beta1', storage: true },
  { name: 'v1alpha1', deprecated: '' },
];

const age: PrinterColumn = {
  name: 'Age',
  type: 'date',
  jsonPath: '.metadata.creationTimestamp',
};
const ready: PrinterColumn = {
  name: 'READY',
  type: 'string',
  jsonPath: '.status.conditionStatus.ready',
};

const policy = (kind: string, plural: string, shortName: string) =>
  defineCustomResource({
    group: policies,
    kind,
    plural,
    shortNames: [shortName],
    scope: kind.startsWith('Namespaced') ? 'Namespaced' : 'Cluster',
    versions: served.map(({ name, storage, deprecated }) => ({
      name,
      storage: storage ?? false,
      ...(deprecated !== undefined && {
        deprecated: `${policies}/${name} ${kind} is deprecated`,
      }),
    })),
    properties: { spec: open },
    required: ['spec'],
    columns: [age, ready],
    status: true,
  });

const legacyWarning =
  'kyverno.io/v1 ClusterPolicy is deprecated and will be removed in a future release; migrate to ValidatingPolicy, MutatingPolicy, GeneratingPolicy or ImageValidatingPolicy (policies.kyverno.io), see https://kyverno.io/docs/guides/migration-to-cel/';

const rule = {
  ...open,
  properties: {
    name: { type: 'string' },
    skipBackgroundRequests: { type: 'boolean', default: true },
    validate: {
      ...open,
      properties: {
        allowExistingViolations: { type: 'boolean', default: true },
      },
    },
  },
};

const clusterPolicy = defineCustomResource({
  group: 'kyverno.io',
  kind: 'ClusterPolicy',
  plural: 'clusterpolicies',
  shortNames: ['cpol'],
  scope: 'Cluster',
  versions: [{ name: 'v1', storage: true, deprecated: legacyWarning }],
  properties: {
    spec: {
      ...open,
      properties: {
        admission: { type: 'boolean', default: true },
        background: { type: 'boolean', default: true },
        emitWarning: { type: 'boolean', default: false },
        validationFailureAction: {
          type: 'string',
          enum: ['audit', 'enforce', 'Audit', 'Enforce'],
          default: 'Audit',
        },
        rules: { type: 'array', items: rule },
      },
    },
  },
  required: ['spec'],
  columns: [
    { name: 'ADMISSION', type: 'boolean', jsonPath: '.spec.admission' },
    { name: 'BACKGROUND', type: 'boolean', jsonPath: '.spec.background' },
    {
      name: 'READY',
      type: 'string',
      jsonPath: '.status.conditions[?(@.type == "Ready")].status',
    },
    age,
  ],
  status: true,
});

const exception = defineCustomResource({
  group: policies,
  kind: 'PolicyException',
  plural: 'policyexceptions',
  shortNames: ['polex'],
  versions: served.map(({ name, storage }) => ({
    name,
    storage: storage ?? false,
  })),
  properties: {
    spec: {
      ...open,
      required: ['policyRefs'],
      properties: {
        policyRefs: openList,
        matchConditions: openList,
        reportResult: {
          type: 'string',
          enum: ['skip', 'pass'],
          default: 'skip',
        },
        expiresAt: { type: 'string', format: 'date-time' },
      },
    },
  },
  required: ['spec'],
});

const legacyException = defineCustomResource({
  group: 'kyverno.io',
  kind: 'PolicyException',
  plural: 'policyexceptions',
  versions: [
    { name: 'v2', storage: true },
    {
      name: 'v2beta1',
      deprecated: 'kyverno.io/v2beta1 PolicyException is deprecated',
    },
  ],
  properties: { spec: open },
  required: ['spec'],
});

const counts = ['Pass', 'Fail', 'Warn', 'Error', 'Skip'].map(
  (name): PrinterColumn => ({
    name,
    type: 'integer',
    jsonPath: `.summary.${name.toLowerCase()}`,
  }),
);

const report = (kind: string, plural: string, shortName: string) =>
  defineCustomResource({
    group: 'wgpolicyk8s.io',
    kind,
    plural,
    shortNames: [shortName],
    scope: kind.startsWith('Cluster') ? 'Cluster' : 'Namespaced',
    versions: [{ name: 'v1alpha2', storage: true }],
    properties: {
      results: openList,
      scope: open,
      scopeSelector: open,
      summary: open,
    },
    columns: [
      { name: 'Kind', type: 'string', jsonPath: '.scope.kind' },
      { name: 'Name', type: 'string', jsonPath: '.scope.name' },
      ...counts,
      age,
    ],
  });

const ephemeralReport = defineCustomResource({
  group: 'reports.kyverno.io',
  kind: 'EphemeralReport',
  plural: 'ephemeralreports',
  shortNames: ['ephr'],
  versions: [{ name: 'v1', storage: true }],
  properties: { spec: open },
});

/** What Kyverno's chart installs, of what this stand-in works with. */
export const customResources = [
  policy('ValidatingPolicy', 'validatingpolicies', 'vpol'),
  policy('NamespacedValidatingPolicy', 'namespacedvalidatingpolicies', 'nvpol'),
  policy('ImageValidatingPolicy', 'imagevalidatingpolicies', 'ivpol'),
  exception,
  clusterPolicy,
  legacyException,
  report('PolicyReport', 'policyreports', 'polr'),
  report('ClusterPolicyReport', 'clusterpolicyreports', 'cpolr'),
  ephemeralReport,
];
