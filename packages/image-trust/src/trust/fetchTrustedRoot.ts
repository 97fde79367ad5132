import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { initTUF } from '@sigstore/tuf';
import { publicGoodMirror } from './publicGoodRoot';
import type { RootSource } from './TrustDomainSource';

export type MirrorSource = Exclude<RootSource, { from: 'file' }>;

/** Fetches the newest trusted root of a mirror as JSON; throws when that fails for whatever reason. */
export type FetchTrustedRoot = (
  source: MirrorSource,
  options: { directory: string; timeoutMs: number },
) => Promise<unknown>;

/** Fetches by TUF; its metadata is kept below `directory`, so that nobody can serve an older root later. */
export const fetchTrustedRoot: FetchTrustedRoot = async (source, options) => {
  const rootPath = source.from === 'tuf' ? source.initialRoot : undefined;
  const client = await initTUF({
    mirrorURL: source.from === 'tuf' ? source.mirrorUrl : publicGoodMirror,
    rootPath,
    cachePath: await cacheOf(rootPath, options.directory),
    timeout: options.timeoutMs,
    retry: { retries: 1 },
  });
  return JSON.parse(await client.getTarget('trusted_root.json'));
};

/** Cached metadata would win over another first root, so each first root has its own cache. */
async function cacheOf(
  rootPath: string | undefined,
  directory: string,
): Promise<string> {
  const name = rootPath
    ? createHash('sha256')
        .update(await readFile(rootPath))
        .digest('hex')
    : 'public-good';
  const cache = join(directory, 'tuf', name);
  await mkdir(cache, { recursive: true });
  return cache;
}
