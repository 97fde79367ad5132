import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { work } from '../paths.mjs';
import { portalEnvironment, startPortal } from '../run/portal.mjs';
import { startSandbox } from '../run/sandbox.mjs';

async function freePort() {
  return new Promise(resolve => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/**
 * A fresh sandbox and a portal on it, beside whatever `npm start` runs: own
 * folder, own ports. Ends with `stopAll`.
 *
 * @returns {Promise<{url: string, directory: string, env: Record<string, string>}>}
 */
export async function startPlatform(
  toolchain,
  { name, configs = [], env = {} },
) {
  const directory = path.join(work, name);
  fs.rmSync(directory, { recursive: true, force: true });
  const port = await freePort();
  const sandbox = await startSandbox(toolchain, {
    directory,
    portalUrl: `http://localhost:${port}`,
    logName: `${name}-sandbox`,
  });
  const portalEnv = {
    ...portalEnvironment(port, directory),
    ...sandbox.env,
    ...env,
  };
  const portal = await startPortal(toolchain, {
    port,
    configs: ['app-config.yaml', 'app-config.sandbox.yaml', ...configs],
    env: portalEnv,
    logName: `${name}-portal`,
  });
  await sandbox.seeded;
  return { url: portal.url, directory, env: portalEnv };
}
