import { spawn } from 'node:child_process';
import { fail } from './errors.mjs';
import { root } from './paths.mjs';
import { say } from './progress.mjs';
import { portalEnvironment } from './run/portal.mjs';
import { stopAll } from './run/processes.mjs';
import { startSandbox } from './run/sandbox.mjs';
import { checkPort } from './setup/checks.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { ensureToolchain } from './setup/toolchain.mjs';

/** `npm run dev`: the sandbox, and the portal from source with hot reload: frontend on 3000, backend on 7007. */
async function main() {
  const toolchain = await ensureToolchain();
  await ensureInstalled(toolchain);
  for (const port of [3000, 7007]) {
    await checkPort(port, {
      purpose: 'the development server',
      fix: 'Stop that program (npm start, perhaps) and run this again.',
    });
  }
  const sandbox = await startSandbox(toolchain, {
    portalUrl: 'http://localhost:3000',
  });
  sandbox.seeded.then(() => say('The sandbox is filled'));
  const [node, yarn] = toolchain.yarn([
    'backstage-cli',
    'repo',
    'start',
    '--config',
    'app-config.yaml',
    '--config',
    'app-config.sandbox.yaml',
    '--config',
    'app-config.development.yaml',
  ]);
  const portal = spawn(node, yarn, {
    cwd: root,
    stdio: 'inherit',
    env: { ...toolchain.env, ...portalEnvironment(7007), ...sandbox.env },
  });
  portal.on('close', async code => {
    await stopAll();
    process.exit(code ?? 1);
  });
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => portal.kill(signal));
  }
}

main().catch(async error => {
  await stopAll();
  fail(error);
});
