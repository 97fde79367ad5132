import { access, constants, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { tmpdir } from 'node:os';
import { ContentCache, DirectoryCache, MemoryCache } from '../oci/ContentCache';
import { DirectoryVerdictCache } from '../verdictCache/DirectoryVerdictCache';
import { MemoryVerdictCache } from '../verdictCache/MemoryVerdictCache';
import type { VerdictCache } from '../verdictCache/VerdictCache';
import { cacheDirectory } from './cacheDirectory';
import type { Io } from './Io';
import type { Settings } from './Settings';
import { UsageError } from './UsageError';
import { warn } from './warn';

/** What is kept between runs, or, without a folder for it, during this one. */
export type Caches = {
  content: ContentCache;
  verdicts: VerdictCache;
  /** Folder for trusted roots. */
  roots: string;
  close(): Promise<void>;
};

const contentBytes = 128 * 1024 * 1024;
const verdictBytes = 64 * 1024 * 1024;

/**
 * Opens the cache's folder. Only a folder that was named must be writable: a
 * machine without a home is no reason to verify nothing.
 *
 * @throws UsageError
 */
export async function openCaches(
  { cache }: Pick<Settings, 'cache'>,
  io: Io,
): Promise<Caches> {
  if (cache !== false) {
    const directory = resolve(io.cwd, cache ?? cacheDirectory(io.env));
    const problem = await makeWritable(directory);
    if (!problem) return inDirectory(directory);
    if (cache !== undefined) {
      throw new UsageError(`--cache ${cache}`, {
        problem: `can not be written to: ${problem}`,
        fix: 'Name a folder that can, or use --no-cache.',
      });
    }
    warn(
      io,
      `keeps nothing for the next run: ${directory} can not be written to.`,
    );
  }
  const roots = await mkdtemp(join(tmpdir(), 'image-trust-'));
  return {
    content: new MemoryCache({ maxBytes: contentBytes }),
    verdicts: new MemoryVerdictCache({ maxBytes: verdictBytes }),
    roots,
    close: () => rm(roots, { recursive: true, force: true }),
  };
}

function inDirectory(directory: string): Caches {
  return {
    content: new DirectoryCache(join(directory, 'content')),
    verdicts: new DirectoryVerdictCache(join(directory, 'verdicts')),
    roots: join(directory, 'roots'),
    close: async () => undefined,
  };
}

async function makeWritable(directory: string): Promise<string | undefined> {
  try {
    // Whoever can write here can forge verdicts.
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await access(directory, constants.W_OK);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
