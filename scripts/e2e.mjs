import { spawn } from 'node:child_process';
import { fail } from './errors.mjs';
import { root } from './paths.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { ensureToolchain } from './setup/toolchain.mjs';
import { findBrowser } from './test/browser.mjs';

/** `npm run e2e -- …`: Playwright's own command line against a portal that runs already, with a browser that fits. */
async function main() {
  const toolchain = await ensureToolchain();
  await ensureInstalled(toolchain);
  const browser = await findBrowser();
  const [command, args] = toolchain.yarn([
    'playwright',
    'test',
    '--reporter=list',
    ...process.argv.slice(2),
  ]);
  spawn(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...toolchain.env,
      PORTOLAN_BROWSER_PATH: browser,
    },
  }).on('close', code => process.exit(code ?? 1));
}

main().catch(fail);
