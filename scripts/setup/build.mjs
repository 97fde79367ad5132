import fs from 'node:fs';
import path from 'node:path';
import { SetupError } from '../errors.mjs';
import { buildDirectory, logDirectory, root } from '../paths.mjs';
import { step } from '../progress.mjs';
import { exec } from './exec.mjs';
import { fingerprint, stamp } from './fingerprint.mjs';

/** Where the production build is unpacked: the folder that the portal runs in. */
export const appDirectory = path.join(buildDirectory, 'portal');

/** The folders of all packages, as `parent/name`. */
export function workspaces(checkout = root) {
  return ['packages', 'plugins'].flatMap(parent => {
    const folder = path.join(checkout, parent);
    return fs.existsSync(folder)
      ? fs
          .readdirSync(folder, { withFileTypes: true })
          .filter(entry => entry.isDirectory())
          .map(entry => `${parent}/${entry.name}`)
      : [];
  });
}

async function yarn(toolchain, args, log) {
  const file = path.join(logDirectory, log);
  const { code, output } = await exec(...toolchain.yarn(args), {
    cwd: root,
    env: toolchain.env,
    log: file,
  });
  if (code !== 0) {
    throw new SetupError(
      `The build failed:\n${output.trim().split('\n').slice(-15).join('\n')}`,
      `The whole log: ${path.relative(root, file)}`,
    );
  }
}

/**
 * Unpacks a backend's bundle as it would be in a container image. Packages of
 * the checkout come from the bundle, all others from the checkout's
 * node_modules, which Node finds further up: `target` must lie inside it.
 */
export async function unpackBundle(checkout, target) {
  const dist = path.join(checkout, 'packages/backend/dist');
  fs.rmSync(target, { recursive: true, force: true });
  fs.mkdirSync(target, { recursive: true });
  for (const archive of ['skeleton.tar.gz', 'bundle.tar.gz']) {
    const { code, output } = await exec('tar', [
      'xzf',
      path.join(dist, archive),
      '-C',
      target,
    ]);
    if (code !== 0) throw new SetupError(`Unpacking ${archive}: ${output}`);
  }
  for (const workspace of workspaces(checkout)) {
    const unpacked = path.join(target, workspace);
    const manifest = path.join(unpacked, 'package.json');
    if (!fs.existsSync(manifest)) continue;
    const { name } = JSON.parse(fs.readFileSync(manifest, 'utf8'));
    const link = path.join(target, 'node_modules', name);
    fs.mkdirSync(path.dirname(link), { recursive: true });
    fs.symlinkSync(unpacked, link);
    // Versions that could not be hoisted stay beside their package.
    const own = path.join(checkout, workspace, 'node_modules');
    if (fs.existsSync(own)) {
      fs.symlinkSync(own, path.join(unpacked, 'node_modules'));
    }
  }
}

/**
 * One production build of frontend, plugins and backend, made again only when
 * a source of the product changed. The sandbox runs from source.
 */
export async function ensureBuilt(toolchain) {
  const sources = fingerprint([
    'package.json',
    'yarn.lock',
    'backstage.json',
    'app-config.yaml',
    ...workspaces().filter(name => name !== 'packages/sandbox'),
  ]);
  const done = stamp(path.join(buildDirectory, 'built'));
  if (done.fits(sources) && fs.existsSync(appDirectory)) return;
  done.clear();
  await step('Building the portal', async () => {
    await yarn(toolchain, ['workspace', 'backend', 'build'], 'build.log');
    await unpackBundle(root, appDirectory);
  });
  done.set(sources);
}
