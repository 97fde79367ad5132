import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ApplicationSource, SourceType } from '../objects/Application';

/** What kind of source this is: what its specification says, else what lies in its folder. */
export function detectSourceType(
  source: ApplicationSource,
  directory: string,
): SourceType {
  const explicit = (
    [
      ['Helm', source.helm],
      ['Kustomize', source.kustomize],
      ['Plugin', source.plugin],
      ['Directory', source.directory],
    ] as const
  ).filter(([, settings]) => settings && Object.keys(settings).length > 0);
  if (explicit.length > 1) {
    const types = explicit.map(([type]) => type);
    throw new Error(`multiple application sources defined: ${types.join(',')}`);
  }
  if (explicit.length === 1) return explicit[0][0];
  const has = (file: string) => existsSync(join(directory, file));
  if (has('Chart.yaml')) return 'Helm';
  if (['kustomization.yaml', 'kustomization.yml', 'Kustomization'].some(has)) {
    return 'Kustomize';
  }
  return 'Directory';
}
