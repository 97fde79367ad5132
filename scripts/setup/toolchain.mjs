import fs from 'node:fs';
import path from 'node:path';
import { SetupError } from '../errors.mjs';
import { root, toolchainDirectory } from '../paths.mjs';
import { step } from '../progress.mjs';
import { exec } from './exec.mjs';

const neededNode = 24;
const bin = path.join(toolchainDirectory, 'bin');
const installed = name => path.join(toolchainDirectory, 'node_modules', name);
const yarnScript = path.join(installed('@yarnpkg/cli-dist'), 'bin', 'yarn.js');

/** The registry that npm is set to: Yarn does not read npm's configuration. */
async function npmRegistry() {
  const { output } = await exec('npm', ['config', 'get', 'registry']);
  return (
    output
      .split('\n')
      .map(line => line.trim())
      .find(line => /^https?:\/\//.test(line)) ?? ''
  );
}

async function npmInstall(packages) {
  fs.mkdirSync(toolchainDirectory, { recursive: true });
  const manifest = path.join(toolchainDirectory, 'package.json');
  if (!fs.existsSync(manifest)) {
    fs.writeFileSync(manifest, '{"private": true}\n');
  }
  const { code, output } = await exec('npm', [
    'install',
    '--prefix',
    toolchainDirectory,
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    ...packages,
  ]);
  if (code !== 0) {
    throw new SetupError(
      `npm could not install ${packages.join(' and ')}:\n${output
        .trim()
        .split('\n')
        // The first lines say what went wrong, the last where its log is.
        .slice(0, 6)
        .join('\n')}`,
      `Check that the registry that npm is set to answers: npm ping. ("npm config get registry" shows which one.)`,
    );
  }
}

/**
 * Node 24 and Yarn 4: the machine's own Node when it fits, everything else
 * from npm into an ignored folder.
 *
 * @returns {Promise<{node: string, env: NodeJS.ProcessEnv, yarn(args: string[]): [string, string[]]}>}
 *   `env` puts both first on PATH and tells Yarn which registry to use
 */
export async function ensureToolchain() {
  const { packageManager } = JSON.parse(
    fs.readFileSync(path.join(root, 'package.json'), 'utf8'),
  );
  const yarnVersion = packageManager.split('@')[1];
  const ownNode = Number(process.versions.node.split('.')[0]) === neededNode;
  const nodePackage = `node-${process.platform}-${process.arch}`;
  const node = ownNode
    ? process.execPath
    : path.join(installed(nodePackage), 'bin', 'node');

  const missing = [];
  if (!fs.existsSync(node)) missing.push(`${nodePackage}@${neededNode}`);
  const yarnManifest = path.join(
    installed('@yarnpkg/cli-dist'),
    'package.json',
  );
  const yarnFits =
    fs.existsSync(yarnManifest) &&
    JSON.parse(fs.readFileSync(yarnManifest, 'utf8')).version === yarnVersion;
  if (!yarnFits) missing.push(`@yarnpkg/cli-dist@${yarnVersion}`);
  if (missing.length) {
    await step(`Getting ${missing.join(' and ')} from npm`, () =>
      npmInstall(missing),
    );
  }

  fs.rmSync(bin, { recursive: true, force: true });
  fs.mkdirSync(bin, { recursive: true });
  fs.symlinkSync(node, path.join(bin, 'node'));
  fs.writeFileSync(
    path.join(bin, 'yarn'),
    `#!/bin/sh\nexec "${node}" "${yarnScript}" "$@"\n`,
    { mode: 0o755 },
  );

  const registry = await npmRegistry();
  return {
    node,
    env: {
      ...process.env,
      PATH: `${bin}${path.delimiter}${process.env.PATH}`,
      ...(registry && { YARN_NPM_REGISTRY_SERVER: registry }),
      BACKSTAGE_CLI_DISABLE_TELEMETRY: '1',
      DISABLE_OPENCOLLECTIVE: '1',
    },
    yarn: args => [node, [yarnScript, ...args]],
  };
}
