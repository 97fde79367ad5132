import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseAllDocuments } from 'yaml';

export const repositoryRoot = join(__dirname, '../../../..');

/** Text files by path. */
export type Files = Record<string, string>;

/** The parts of a Kubernetes manifest that every kind has; the rest is looked at as plain data. */
export type Manifest = {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    finalizers?: string[];
  };
  spec: Record<string, unknown>;
};

export function readFile(path: string): string {
  return readFileSync(join(repositoryRoot, path), 'utf8');
}

/** Every file below a folder of this repository. */
export function readFolder(folder: string): Files {
  const root = join(repositoryRoot, folder);
  return Object.fromEntries(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name))
      .map(file => [relative(root, file), readFileSync(file, 'utf8')]),
  );
}

/** The documents of a YAML file. @throws on anything that is not YAML, with the file's name. */
export function parseYaml<T>(text: string, file: string): T[] {
  return parseAllDocuments(text).flatMap(document => {
    if (document.errors.length > 0) {
      throw new Error(`${file}: ${document.errors[0].message}`);
    }
    const value = document.toJS() as T | null;
    return value === null ? [] : [value];
  });
}

/** The manifests of those files whose path matches. */
export function manifests(files: Files, path: RegExp): Manifest[] {
  return Object.entries(files)
    .filter(([file]) => path.test(file))
    .flatMap(([file, text]) => parseYaml<Manifest>(text, file));
}
