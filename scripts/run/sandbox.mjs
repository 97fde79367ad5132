import fs from 'node:fs';
import path from 'node:path';
import { SetupError } from '../errors.mjs';
import { root, sandboxDirectory } from '../paths.mjs';
import { say } from '../progress.mjs';
import { startProcess, tail } from './processes.mjs';
import { writeSandboxPolicy } from './sandboxPolicy.mjs';

/**
 * Starts the sandbox and follows what it tells over IPC.
 *
 * @returns {Promise<{env: Record<string, string>, seeded: Promise<void>, exited: Promise<number>}>}
 *   as soon as every stand-in listens and the repositories exist; `env` is what
 *   app-config.sandbox.yaml reads, `seeded` settles when everything is deployed
 */
export function startSandbox(
  toolchain,
  { portalUrl, directory = sandboxDirectory, logName = 'sandbox' },
) {
  const { child, log, exited } = startProcess(
    logName,
    toolchain.node,
    [
      path.join(root, 'packages/sandbox/bin/portolan-sandbox.cjs'),
      'start',
      '--directory',
      directory,
      '--portal-url',
      portalUrl,
    ],
    { cwd: root, env: toolchain.env, ipc: true },
  );
  return new Promise((resolve, reject) => {
    let finishSeed;
    let failSeed;
    const seeded = new Promise((done, fail) => {
      finishSeed = done;
      failSeed = fail;
    });
    const failed = message =>
      new SetupError(
        `The sandbox could not start: ${message}`,
        `The whole log: ${path.relative(root, log)}`,
      );
    child.on('message', message => {
      if (message.type === 'progress') say(message.text);
      if (message.type === 'listening') {
        const policy = writeSandboxPolicy(message.env, directory);
        const env = { ...message.env, SANDBOX_IMAGE_TRUST_POLICY: policy };
        resolve({ env, seeded, exited });
      }
      if (message.type === 'ready') finishSeed();
      if (message.type === 'failed') {
        const error = failed(message.text);
        reject(error);
        failSeed(error);
      }
    });
    exited.then(() => {
      const error = failed(tail(log));
      reject(error);
      failSeed(error);
    });
    seeded.catch(() => {});
  });
}

/** Forgets everything that the sandbox, and the portal on it, know. */
export function resetSandbox() {
  fs.rmSync(sandboxDirectory, { recursive: true, force: true });
}
