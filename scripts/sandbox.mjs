import { spawn } from 'node:child_process';
import path from 'node:path';
import { fail } from './errors.mjs';
import { root } from './paths.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { ensureToolchain } from './setup/toolchain.mjs';

/** `npm run sandbox -- …`: the sandbox's own command line, with the Node that it needs. */
async function main() {
  const toolchain = await ensureToolchain();
  await ensureInstalled(toolchain);
  const program = path.join(root, 'packages/sandbox/bin/portolan-sandbox.cjs');
  spawn(toolchain.node, [program, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: toolchain.env,
  }).on('close', code => process.exit(code ?? 1));
}

main().catch(fail);
