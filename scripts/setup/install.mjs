import fs from 'node:fs';
import path from 'node:path';
import { SetupError } from '../errors.mjs';
import { logDirectory, root, work } from '../paths.mjs';
import { step } from '../progress.mjs';
import { checkDisk } from './checks.mjs';
import { exec } from './exec.mjs';
import { fingerprint, stamp } from './fingerprint.mjs';

function manifests() {
  const found = ['package.json', 'yarn.lock', '.yarnrc.yml'];
  for (const folder of ['packages', 'plugins']) {
    for (const name of fs.readdirSync(path.join(root, folder))) {
      found.push(path.join(folder, name, 'package.json'));
    }
  }
  return found;
}

/** Installs exactly what yarn.lock says, unless that was already done. */
export async function ensureInstalled(toolchain) {
  const done = stamp(path.join(work, 'installed'));
  const wanted = fingerprint(manifests());
  const complete = fs.existsSync(
    path.join(root, 'node_modules', '.yarn-state.yml'),
  );
  if (complete && done.fits(wanted)) return;

  checkDisk(complete ? 1 : 6);
  done.clear();
  await step(
    'Installing packages (the first time: two to four minutes)',
    async () => {
      const log = path.join(logDirectory, 'install.log');
      const { code, output } = await exec(
        ...toolchain.yarn(['install', '--immutable']),
        { cwd: root, env: toolchain.env, log },
      );
      if (code !== 0) {
        const errors = output
          .split('\n')
          .filter(line => /YN00(?!00|04|13|60|86|02)\d\d|rror/.test(line))
          .slice(-6);
        throw new SetupError(
          `Installing packages failed:\n${errors.join('\n')}`,
          `The whole log: ${path.relative(
            root,
            log,
          )}. If the registry did not answer, check it with: npm ping.`,
        );
      }
    },
  );
  done.set(wanted);
}
