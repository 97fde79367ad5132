import fs from 'node:fs';
import path from 'node:path';
import { root } from '../paths.mjs';
import { workspaces } from './build.mjs';

/** Every package of the checkout: its folder and its manifest. */
export function readPackages() {
  return workspaces()
    .map(folder => ({ folder, file: path.join(root, folder, 'package.json') }))
    .filter(({ file }) => fs.existsSync(file))
    .map(({ folder, file }) => ({
      folder,
      manifest: JSON.parse(fs.readFileSync(file, 'utf8')),
    }));
}

/** The packages of a plugin and all that they need from this checkout. */
export function listPluginPackages(packages, pluginId) {
  const own = packages.filter(
    ({ manifest }) => manifest.backstage?.pluginId === pluginId,
  );
  const found = new Set(own);
  // A Set is walked on into what is added on the way.
  for (const { manifest } of found) {
    for (const name of Object.keys(manifest.dependencies ?? {})) {
      const needed = packages.find(other => other.manifest.name === name);
      if (needed) found.add(needed);
    }
  }
  return { own, all: [...found] };
}
