import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../paths.mjs';

const skipped = new Set([
  'node_modules',
  'dist',
  'dist-types',
  '.cache',
  'coverage',
]);

/** A hash over the names and contents of files and folders, relative to the root. */
export function fingerprint(places) {
  const hash = createHash('sha256');
  const visit = place => {
    const full = path.join(root, place);
    const stat = fs.statSync(full, { throwIfNoEntry: false });
    if (!stat) return;
    if (stat.isDirectory()) {
      for (const name of fs.readdirSync(full).sort()) {
        if (!skipped.has(name)) visit(path.join(place, name));
      }
    } else {
      hash.update(`${place}\0${stat.size}\0`).update(fs.readFileSync(full));
    }
  };
  places.forEach(visit);
  return hash.digest('hex').slice(0, 16);
}

/** Remembers in a file which fingerprint a step was last done for. */
export function stamp(file) {
  return {
    fits: value =>
      fs.existsSync(file) && fs.readFileSync(file, 'utf8') === value,
    set: value => {
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, value);
    },
    clear: () => fs.rmSync(file, { force: true }),
  };
}
