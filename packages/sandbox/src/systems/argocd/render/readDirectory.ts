import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { DirectorySource } from '../objects/Application';
import { KubernetesObject } from '../../../kubernetes-client/KubernetesObject';
import { globMatch } from '../project/globMatch';
import { parseManifests } from './parseManifests';
import { messageOf } from '../wire/messageOf';

/** Files that say so are no manifests, whatever they look like. */
const skipMarker = '+argocd:skip-file-rendering';

/** Reads the manifests of a folder of plain YAML and JSON files. */
export async function readDirectory(options: {
  directory: string;
  source: DirectorySource;
}): Promise<KubernetesObject[]> {
  const { directory, source } = options;
  const manifests: KubernetesObject[] = [];
  for (const file of await listFiles(directory, source.recurse ?? false)) {
    const name = relative(directory, file);
    if (!isSelected(name, source)) continue;
    if (name.endsWith('.jsonnet')) {
      throw new Error(`Jsonnet is not supported here: ${name}`);
    }
    const text = await readFile(file, 'utf8');
    if (text.includes(skipMarker)) continue;
    try {
      manifests.push(...parseManifests(text));
    } catch (error) {
      // Other YAML may lie beside manifests: only what looks like one must be one.
      if (
        /apiVersion:/.test(text) &&
        /kind:/.test(text) &&
        /metadata:/.test(text)
      ) {
        throw new Error(
          `Failed to unmarshal ${JSON.stringify(name)}: ${messageOf(error)}`,
        );
      }
    }
  }
  return manifests;
}

function isSelected(name: string, source: DirectorySource): boolean {
  return (
    /\.(ya?ml|json|jsonnet)$/.test(name) &&
    (!source.exclude || !globMatch(source.exclude, name)) &&
    (!source.include || globMatch(source.include, name))
  );
}

async function listFiles(
  directory: string,
  recurse: boolean,
): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const files: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(directory, entry.name);
    if (entry.isFile()) files.push(path);
    else if (recurse && entry.isDirectory()) {
      files.push(...(await listFiles(path, recurse)));
    }
  }
  return files;
}
