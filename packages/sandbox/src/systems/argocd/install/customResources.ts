/** Anything, as long as it is an object. */
const open = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

const strings = { type: 'array', items: { type: 'string' } };

function definition(options: {
  kind: string;
  plural: string;
  shortNames: string[];
  spec: object;
  properties?: object;
  columns?: object[];
}) {
  const { kind, plural, shortNames, columns } = options;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `${plural}.argoproj.io`,
      labels: {
        'app.kubernetes.io/name': `${plural}.argoproj.io`,
        'app.kubernetes.io/part-of': 'argocd',
      },
    },
    spec: {
      group: 'argoproj.io',
      names: {
        kind,
        listKind: `${kind}List`,
        plural,
        singular: kind.toLowerCase(),
        shortNames,
      },
      scope: 'Namespaced',
      versions: [
        {
          name: 'v1alpha1',
          served: true,
          storage: true,
          ...(columns && { additionalPrinterColumns: columns }),
          schema: {
            openAPIV3Schema: {
              type: 'object',
              required: ['metadata', 'spec'],
              properties: {
                apiVersion: { type: 'string' },
                kind: { type: 'string' },
                metadata: { type: 'object' },
                spec: options.spec,
                status: open,
                ...options.properties,
              },
            },
          },
        },
      ],
    },
  };
}

/**
 * The custom resources of Argo CD, with the fields that the controller relies
 * on checked and all others let through.
 */
export const customResources = [
  definition({
    kind: 'Application',
    plural: 'applications',
    shortNames: ['app', 'apps'],
    spec: {
      ...open,
      required: ['destination', 'project'],
      properties: {
        project: { type: 'string' },
        destination: {
          ...open,
          properties: {
            name: { type: 'string' },
            namespace: { type: 'string' },
            server: { type: 'string' },
          },
        },
        source: {
          ...open,
          required: ['repoURL'],
          properties: {
            repoURL: { type: 'string' },
            path: { type: 'string' },
            targetRevision: { type: 'string' },
            helm: {
              ...open,
              properties: {
                valueFiles: strings,
                values: { type: 'string' },
                valuesObject: open,
              },
            },
          },
        },
        syncPolicy: {
          ...open,
          properties: {
            automated: open,
            syncOptions: strings,
          },
        },
      },
    },
    properties: { operation: open },
    columns: [
      { name: 'Sync Status', type: 'string', jsonPath: '.status.sync.status' },
      {
        name: 'Health Status',
        type: 'string',
        jsonPath: '.status.health.status',
      },
      {
        name: 'Revision',
        type: 'string',
        jsonPath: '.status.sync.revision',
        priority: 10,
      },
      {
        name: 'Project',
        type: 'string',
        jsonPath: '.spec.project',
        priority: 10,
      },
    ],
  }),
  definition({
    kind: 'AppProject',
    plural: 'appprojects',
    shortNames: ['appproj', 'appprojs'],
    spec: {
      ...open,
      properties: {
        description: { type: 'string' },
        sourceRepos: strings,
        destinations: { type: 'array', items: open },
      },
    },
  }),
];
