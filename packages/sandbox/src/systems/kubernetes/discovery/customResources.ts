import { KubeObject } from '../schema/types';
import {
  ServedResource,
  Subresource,
  hashOfStorageVersion,
} from './ServedResource';

/** What the API server reads of a CustomResourceDefinition. */
export interface DefinitionSpec {
  group: string;
  scope: 'Namespaced' | 'Cluster';
  names: {
    plural: string;
    singular?: string;
    kind: string;
    listKind?: string;
    shortNames?: string[];
    categories?: string[];
  };
  versions: DefinitionVersion[];
}

export interface DefinitionVersion {
  name: string;
  served: boolean;
  storage: boolean;
  deprecated?: boolean;
  deprecationWarning?: string;
  subresources?: {
    status?: object;
    scale?: {
      specReplicasPath: string;
      statusReplicasPath: string;
      labelSelectorPath?: string;
    };
  };
}

const verbs = [
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'create',
  'update',
  'watch',
];
const subresourceVerbs = ['get', 'patch', 'update'];

export function definitionSpec(definition: KubeObject): DefinitionSpec {
  return definition.spec as DefinitionSpec;
}

/** The version of a definition that serves this resource. */
export function definitionVersion(
  type: ServedResource,
): DefinitionVersion | undefined {
  return (
    type.definition &&
    definitionSpec(type.definition).versions.find(
      version => version.name === type.version,
    )
  );
}

/** The resources of a definition, one for each version that it serves. */
export function customResources(definition: KubeObject): ServedResource[] {
  const { group, names, scope, versions } = definitionSpec(definition);
  const stored = versions.find(version => version.storage) ?? versions[0];
  return versions
    .filter(version => version.served)
    .map(version => ({
      group,
      version: version.name,
      resource: names.plural,
      singular: names.singular ?? names.kind.toLowerCase(),
      kind: names.kind,
      listKind: names.listKind ?? `${names.kind}List`,
      namespaced: scope === 'Namespaced',
      verbs,
      shortNames: names.shortNames ?? [],
      categories: names.categories ?? [],
      subresources: subresourcesOf(version, names.kind),
      ...(version.deprecated && {
        deprecationWarning:
          version.deprecationWarning ??
          `${group}/${version.name} ${names.kind} is deprecated`,
      }),
      storageVersionHash: hashOfStorageVersion({
        group,
        version: stored.name,
        kind: names.kind,
      }),
      storage: {
        id: `${names.plural}.${group}`,
        group,
        version: stored.name,
      },
      definition,
    }));
}

function subresourcesOf(
  version: DefinitionVersion,
  kind: string,
): Subresource[] {
  const { status, scale } = version.subresources ?? {};
  return [
    ...(status ? [{ name: 'status', kind, verbs: subresourceVerbs }] : []),
    ...(scale
      ? [
          {
            name: 'scale',
            kind: 'Scale',
            group: 'autoscaling',
            version: 'v1',
            verbs: subresourceVerbs,
          },
        ]
      : []),
  ];
}
