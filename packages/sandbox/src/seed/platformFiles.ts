import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Files } from './renderTemplate';

/** The hosts that `gitops/` is written for; a fork replaces them, and so does the sandbox. */
const placeholderHost = 'https://git.example.com';
const placeholderRegistry = 'registry.example.com';

/** The platform's part of the GitOps repository: this checkout's `gitops/` folder, pointed at the sandbox's Git host and registry. */
export function platformFiles(
  gitopsFolder: string,
  options: { gitUrl: string; registry: string },
): Files {
  const files: Files = {};
  for (const entry of readdirSync(gitopsFolder, {
    withFileTypes: true,
    recursive: true,
  })) {
    if (!entry.isFile()) continue;
    const full = join(entry.parentPath, entry.name);
    files[relative(gitopsFolder, full)] = readFileSync(full, 'utf8')
      .replaceAll(placeholderHost, options.gitUrl)
      .replaceAll(placeholderRegistry, options.registry);
  }
  return files;
}
