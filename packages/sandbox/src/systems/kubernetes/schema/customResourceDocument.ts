import {
  CustomResourceDefinition,
  CustomResourceVersion,
} from './customResourceDefinition';
import { JsonSchema, OpenApiDocument } from './JsonSchema';

const PREFIX = '#/components/schemas/';
const META = 'io.k8s.apimachinery.pkg.apis.meta.v1';
const PATCH_TYPES = [
  'application/apply-patch+yaml',
  'application/json-patch+json',
  'application/merge-patch+json',
];

interface Options {
  group: string;
  version: string;
  /** All definitions that have this version. */
  definitions: readonly CustomResourceDefinition[];
  metaSchemas: Record<string, JsonSchema>;
}

/** The OpenAPI v3 document of one group version of custom resources, as kubectl reads it. */
export function buildCustomResourceDocument({
  group,
  version,
  definitions,
  metaSchemas,
}: Options): OpenApiDocument {
  const schemas: Record<string, JsonSchema> = { ...metaSchemas };
  const paths: Record<string, unknown> = {};
  for (const definition of definitions) {
    const { names } = definition.spec;
    const gvk = { group, version, kind: names.kind };
    const prefix = `${group.split('.').reverse().join('.')}.${version}`;
    const name = `${prefix}.${names.kind}`;
    const listName = `${prefix}.${names.listKind ?? `${names.kind}List`}`;
    const served = definition.spec.versions.find(one => one.name === version);
    schemas[name] = {
      ...toObjectSchema(served),
      'x-kubernetes-group-version-kind': [gvk],
    };
    schemas[listName] = {
      ...toListSchema(name),
      'x-kubernetes-group-version-kind': [
        { ...gvk, kind: names.listKind ?? `${names.kind}List` },
      ],
    };
    Object.assign(paths, buildPaths({ definition, version, name, listName }));
  }
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes CRD Swagger', version: 'v0.1.0' },
    paths,
    components: { schemas },
  };
}

function toObjectSchema(
  version: CustomResourceVersion | undefined,
): JsonSchema {
  const schema = version?.schema?.openAPIV3Schema ?? {
    type: 'object',
    'x-kubernetes-preserve-unknown-fields': true,
  };
  return {
    ...schema,
    properties: {
      ...schema.properties,
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { allOf: [{ $ref: `${PREFIX}${META}.ObjectMeta` }] },
    },
  };
}

function toListSchema(itemName: string): JsonSchema {
  return {
    type: 'object',
    required: ['items'],
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { allOf: [{ $ref: `${PREFIX}${META}.ListMeta` }] },
      items: { type: 'array', items: { $ref: `${PREFIX}${itemName}` } },
    },
  };
}

function buildPaths(options: {
  definition: CustomResourceDefinition;
  version: string;
  name: string;
  listName: string;
}): Record<string, unknown> {
  const { definition, version, name, listName } = options;
  const { group, names, scope } = definition.spec;
  const gvk = { group, version, kind: names.kind };
  const namespace = scope === 'Namespaced' ? 'namespaces/{namespace}/' : '';
  const collection = `/apis/${group}/${version}/${namespace}${names.plural}`;
  const operation = (action: string, method: string, schema: string) => ({
    operationId: `${action}${names.kind}`,
    parameters: method === 'get' ? [] : writeParameters(method),
    responses: {
      200: {
        description: 'OK',
        content: {
          'application/json': { schema: { $ref: `${PREFIX}${schema}` } },
        },
      },
    },
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': gvk,
  });
  const body = (types: readonly string[], schema: string) => ({
    content: Object.fromEntries(
      types.map(type => [type, { schema: { $ref: `${PREFIX}${schema}` } }]),
    ),
  });
  return {
    [collection]: {
      get: operation('list', 'get', listName),
      post: {
        ...operation('post', 'post', name),
        requestBody: body(['*/*'], name),
      },
    },
    [`${collection}/{name}`]: {
      get: operation('get', 'get', name),
      put: {
        ...operation('put', 'put', name),
        requestBody: body(['*/*'], name),
      },
      patch: {
        ...operation('patch', 'patch', name),
        requestBody: body(PATCH_TYPES, `${META}.Patch`),
      },
      delete: operation('delete', 'delete', `${META}.Status`),
    },
  };
}

/** kubectl looks here for `fieldValidation` and `dryRun` before it uses them. */
function writeParameters(method: string): object[] {
  const names =
    method === 'delete'
      ? ['dryRun', 'propagationPolicy']
      : ['dryRun', 'fieldManager', 'fieldValidation'];
  const parameters: object[] = names.map(name => ({
    name,
    in: 'query',
    schema: { type: 'string', uniqueItems: true },
  }));
  if (method === 'patch') {
    parameters.push({
      name: 'force',
      in: 'query',
      schema: { type: 'boolean', uniqueItems: true },
    });
  }
  return parameters;
}
