import { parseAllDocuments, Tags } from 'yaml';
import { KubernetesObject } from '../../../kubernetes-client/KubernetesObject';

/**
 * YAML as Kubernetes reads it: `0644` is octal and `yes` is true, but dates
 * and times of day are plain text.
 */
function kubernetesTags(tags: Tags): Tags {
  return tags.filter(
    tag =>
      typeof tag === 'string' ||
      (tag.tag !== 'tag:yaml.org,2002:timestamp' && tag.format !== 'TIME'),
  );
}

/** Every value in a YAML or JSON stream. @throws on the first that is no YAML. */
export function parseYamlStream(text: string): unknown[] {
  const documents = parseAllDocuments(text, {
    version: '1.1',
    customTags: kubernetesTags,
    merge: true,
  });
  return [...documents].map(document => {
    if (document.errors.length) throw document.errors[0];
    return document.toJS({ maxAliasCount: 1000 });
  });
}

/**
 * The Kubernetes objects in a stream of manifests; lists are taken apart,
 * empty documents left out.
 */
export function parseManifests(text: string): KubernetesObject[] {
  return parseYamlStream(text).flatMap(flatten);
}

function flatten(value: unknown): KubernetesObject[] {
  if (value === null || value === undefined) return [];
  const object = value as Partial<KubernetesObject>;
  if (typeof object !== 'object' || !object.kind || !object.apiVersion) {
    throw new Error(`Object 'Kind' is missing in '${JSON.stringify(value)}'`);
  }
  if (object.kind.endsWith('List') && Array.isArray(object.items)) {
    return object.items.flatMap(flatten);
  }
  if (!object.metadata?.name && !object.metadata?.generateName) {
    throw new Error(`${object.kind} without metadata.name`);
  }
  return [object as KubernetesObject];
}
