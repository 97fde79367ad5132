type Schema = Record<string, unknown>;

/** A version of a custom resource, and what it says of itself. */
export type DefinedVersion = {
  name: string;
  storage?: boolean;
  /** The warning of every request that uses it. */
  deprecated?: string;
};

export type PrinterColumn = {
  name: string;
  type: 'string' | 'integer' | 'boolean' | 'date';
  jsonPath: string;
  priority?: number;
};

/** Anything, as long as it is an object. */
export const open = {
  type: 'object',
  'x-kubernetes-preserve-unknown-fields': true,
} as const;

/** A list of anything. */
export const openList = {
  type: 'array',
  items: { 'x-kubernetes-preserve-unknown-fields': true },
} as const;

/** A CustomResourceDefinition whose versions differ in nothing but their name. */
export function defineCustomResource(options: {
  group: string;
  kind: string;
  plural: string;
  shortNames?: string[];
  scope?: 'Namespaced' | 'Cluster';
  versions: DefinedVersion[];
  /** Fields beside `apiVersion`, `kind` and `metadata`. */
  properties: Record<string, Schema>;
  required?: string[];
  columns?: PrinterColumn[];
  /** Whether `status` is written apart from the rest. */
  status?: boolean;
  labels?: Record<string, string>;
}) {
  const { group, kind, plural, properties, columns, status } = options;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}`, labels: options.labels },
    spec: {
      group,
      names: {
        kind,
        listKind: `${kind}List`,
        plural,
        singular: kind.toLowerCase(),
        shortNames: options.shortNames ?? [],
      },
      scope: options.scope ?? 'Namespaced',
      versions: options.versions.map(version => ({
        name: version.name,
        served: true,
        storage: version.storage ?? options.versions.length === 1,
        ...(version.deprecated && {
          deprecated: true,
          deprecationWarning: version.deprecated,
        }),
        ...(columns && { additionalPrinterColumns: columns }),
        ...(status && { subresources: { status: {} } }),
        schema: {
          openAPIV3Schema: {
            type: 'object',
            ...(options.required && { required: options.required }),
            properties: {
              apiVersion: { type: 'string' },
              kind: { type: 'string' },
              metadata: { type: 'object' },
              ...properties,
              ...(status && { status: open }),
            },
          },
        },
      })),
    },
  };
}

export type Definition = ReturnType<typeof defineCustomResource>;
