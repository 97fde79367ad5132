import { spawn } from 'node:child_process';
import path from 'node:path';
import { fail } from './errors.mjs';
import { root } from './paths.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { ensureToolchain } from './setup/toolchain.mjs';

/** `npm run image-trust -- …`: the command line, from source, with the Node that it needs. */
async function main() {
  // stdout is for results; progress of the installation is none.
  console.log = console.error;
  const toolchain = await ensureToolchain();
  await ensureInstalled(toolchain);
  const program = path.join(root, 'packages/image-trust/bin/image-trust.cjs');
  spawn(toolchain.node, [program, ...process.argv.slice(2)], {
    stdio: 'inherit',
    // npm changes to the checkout's root; paths are meant from where one stands.
    cwd: process.env.INIT_CWD,
    env: toolchain.env,
  }).on('close', code => process.exit(code ?? 3));
}

main().catch(fail);
