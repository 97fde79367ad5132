import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Puts a site in the place of the one that was there. It is written beside it
 * and moved, so that no reader sees half of it.
 *
 * @param path - of the entity: `default/component/quote-api`
 */
export async function writeSite(
  docsDirectory: string,
  path: string,
  files: ReadonlyMap<string, Buffer>,
): Promise<void> {
  await mkdir(docsDirectory, { recursive: true });
  const fresh = await mkdtemp(join(docsDirectory, '.writing-'));
  try {
    const next = join(fresh, 'next');
    for (const [file, content] of files) {
      await mkdir(dirname(join(next, file)), { recursive: true });
      await writeFile(join(next, file), content);
    }
    const place = join(docsDirectory, path);
    await mkdir(dirname(place), { recursive: true });
    await replace(place, next, fresh);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** Two repositories may claim the same entity: then both take turns, and the last one stays. */
async function replace(
  place: string,
  next: string,
  scratch: string,
): Promise<void> {
  for (let turn = 0; ; turn++) {
    await rename(place, join(scratch, `previous-${turn}`)).catch(
      ignore('ENOENT'),
    );
    const moved = await rename(next, place).then(
      () => true,
      ignore('ENOTEMPTY', 'EEXIST'),
    );
    if (moved) return;
  }
}

function ignore(...codes: string[]) {
  return (error: NodeJS.ErrnoException): undefined => {
    if (!codes.includes(error.code ?? '')) throw error;
    return undefined;
  };
}
