import path from 'node:path';
import { fail, SetupError } from './errors.mjs';
import { readStartOptions } from './options.mjs';
import { logDirectory, root } from './paths.mjs';
import { say, step } from './progress.mjs';
import { portalEnvironment, startPortal } from './run/portal.mjs';
import { stopAll } from './run/processes.mjs';
import { resetSandbox, startSandbox } from './run/sandbox.mjs';
import { ensureBuilt } from './setup/build.mjs';
import { checkGit, checkPort, checkVariables } from './setup/checks.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { ensureToolchain } from './setup/toolchain.mjs';

let stopping = false;
async function stop(code) {
  if (stopping) return;
  stopping = true;
  await stopAll();
  process.exit(code);
}

/** One of the two ended by itself: the other is of no use without it. */
async function lost(name) {
  if (stopping) return;
  stopping = true;
  await stopAll();
  fail(
    new SetupError(
      `The ${name} ended by itself.`,
      `Its log: ${path.join(logDirectory, `${name}.log`)}`,
    ),
  );
}

async function main() {
  const options = readStartOptions(process.argv.slice(2));
  process.on('SIGINT', () => stop(0));
  process.on('SIGTERM', () => stop(0));

  await checkGit();
  if (!options.sandbox) {
    checkVariables(path.join(root, 'app-config.production.yaml'), process.env);
  }
  await checkPort(options.port, {
    purpose: 'the portal',
    fix: 'Stop that program, or choose another port: npm start -- --port 8007',
  });
  const toolchain = await ensureToolchain();
  await ensureInstalled(toolchain);
  await ensureBuilt(toolchain);

  const url = `http://localhost:${options.port}`;
  const configs = ['app-config.yaml'];
  let env = { PORTOLAN_ROOT: root, PORTOLAN_PORT: String(options.port) };
  let sandbox;
  if (options.sandbox) {
    if (options.reset) {
      resetSandbox();
      say('The sandbox starts from nothing');
    }
    sandbox = await startSandbox(toolchain, { portalUrl: url });
    sandbox.exited.then(() => lost('sandbox'));
    env = { ...portalEnvironment(options.port), ...sandbox.env };
    configs.push('app-config.sandbox.yaml');
  } else {
    configs.push('app-config.production.yaml');
  }
  const portal = await step('Starting the portal', () =>
    startPortal(toolchain, { port: options.port, configs, env }).then(
      started => {
        started.exited.then(() => lost('portal'));
        return `listens on ${started.url}`;
      },
    ),
  );
  await sandbox?.seeded;

  console.log(`
Portolan is ready: ${url}
${
  options.sandbox
    ? `
Try this:
  1. Sign in as the guest (Sam Rivera of the booking team).
  2. Create → Service: fill in the form, press Create, and follow the links.
  3. Open the new component: Argo CD, the pods, its documentation.
  4. Change it: ${sandbox.env.SANDBOX_GIT_URL}/meridian shows the repositories.
     docs/contributing.md tells how to clone, push, and use kubectl here.
`
    : ''
}
Logs: ${path.relative(process.cwd(), logDirectory) || '.'}   Stop: Ctrl-C`);
  return portal;
}

main().catch(async error => {
  stopping = true;
  await stopAll();
  fail(error);
});
