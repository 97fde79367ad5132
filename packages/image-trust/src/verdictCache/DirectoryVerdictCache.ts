import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Digest } from '../oci/digest';
import type { Verdict } from '../verify/Verdict';
import { parseVerdict } from './parseVerdict';
import type { VerdictCache } from './VerdictCache';

/**
 * Keeps verdicts in a folder, for runs that follow each other. It is as worthy
 * of trust as the folder: files are made for this user alone.
 */
export class DirectoryVerdictCache implements VerdictCache {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  async get(key: Digest): Promise<Verdict | undefined> {
    try {
      return parseVerdict(
        JSON.parse(await readFile(this.#fileOf(key), 'utf8')),
      );
    } catch {
      // Absent, damaged or of another version: it is verified again.
      return undefined;
    }
  }

  async put(key: Digest, verdict: Verdict): Promise<void> {
    const file = this.#fileOf(key);
    const fresh = `${file}.${randomBytes(6).toString('hex')}`;
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(fresh, JSON.stringify(verdict), { mode: 0o600 });
    await rename(fresh, file);
  }

  #fileOf(key: Digest): string {
    const hex = key.slice('sha256:'.length);
    return join(this.#directory, hex.slice(0, 2), `${hex.slice(2)}.json`);
  }
}
