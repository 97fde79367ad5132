import fs from 'node:fs';
import net from 'node:net';
import { SetupError } from '../errors.mjs';
import { root } from '../paths.mjs';
import { exec } from './exec.mjs';

/** `git merge-tree --write-tree`, which the sandbox's Git host uses, came with 2.38. */
const oldestGit = [2, 38];
const gigabyte = 1024 ** 3;

export async function checkGit() {
  const found = await exec('git', ['--version']).catch(() => undefined);
  if (!found || found.code !== 0) {
    throw new SetupError(
      'git was not found.',
      'Install git (Debian: apt-get install git) and run this again.',
    );
  }
  const [, major, minor] = /(\d+)\.(\d+)/.exec(found.output) ?? [];
  const tooOld =
    Number(major) < oldestGit[0] ||
    (Number(major) === oldestGit[0] && Number(minor) < oldestGit[1]);
  if (tooOld) {
    throw new SetupError(
      `git is too old: found ${found.output.trim()}, needed ${oldestGit.join(
        '.',
      )} or newer.`,
      'Install a newer git and run this again.',
    );
  }
}

/** @param {number} needed gigabytes */
export function checkDisk(needed) {
  if (!fs.statfsSync) return; // Node before 18.15
  const { bavail, bsize } = fs.statfsSync(root);
  const free = (bavail * bsize) / gigabyte;
  if (free < needed) {
    throw new SetupError(
      `Not enough disk space: ${free.toFixed(
        1,
      )} GB free where this checkout is, about ${needed} GB needed.`,
      'Free some space and run this again; nothing that was made so far is lost.',
    );
  }
}

/** Fails when something already listens on the port. */
export async function checkPort(port, { purpose, fix }) {
  const free = await new Promise(resolve => {
    const probe = net.createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
  if (!free) {
    throw new SetupError(
      `Port ${port}, which ${purpose} needs, is in use by another program.`,
      fix,
    );
  }
}

/**
 * Fails when a configuration file reads variables that are not set. Backstage drops
 * such a key without a word, and some keys may be missing: the portal would start
 * without a policy for images, or with another account at a cluster.
 *
 * @param {string} file
 * @param {Record<string, string | undefined>} env
 */
export function checkVariables(file, env) {
  const text = fs.readFileSync(file, 'utf8').replace(/^\s*#.*$/gm, '');
  const names = new Set(
    [...text.matchAll(/(?<!\$)\$\{(\w+)\}/g)].map(([, name]) => name),
  );
  const missing = [...names].filter(name => !env[name]?.trim());
  if (missing.length) {
    throw new SetupError(
      `Not set in the environment: ${missing.join(', ')}.`,
      'Set them, or take the keys that read them out of app-config.production.yaml; docs/operations.md says what each is.',
    );
  }
}
