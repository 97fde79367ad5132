import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Files } from './renderTemplate';

/** The host that `gitops/` is written for; a fork replaces it, and so does the sandbox. */
const placeholderHost = 'https://git.example.com';

/** The platform's part of the GitOps repository: this checkout's `gitops/` folder, pointed at the sandbox's Git host. */
export function platformFiles(gitopsFolder: string, gitUrl: string): Files {
  const files: Files = {};
  for (const entry of readdirSync(gitopsFolder, {
    withFileTypes: true,
    recursive: true,
  })) {
    if (!entry.isFile()) continue;
    const full = join(entry.parentPath, entry.name);
    files[relative(gitopsFolder, full)] = readFileSync(full, 'utf8').replaceAll(
      placeholderHost,
      gitUrl,
    );
  }
  return files;
}
