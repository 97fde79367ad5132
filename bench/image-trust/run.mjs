import { spawn } from 'node:child_process';
import path from 'node:path';
import { fail } from '../../scripts/errors.mjs';
import { root } from '../../scripts/paths.mjs';
import { ensureInstalled } from '../../scripts/setup/install.mjs';
import { ensureToolchain } from '../../scripts/setup/toolchain.mjs';

/** `npm run bench:image-trust`: the measurement in a process of its own, with the Node that it needs. */
async function main() {
  const toolchain = await ensureToolchain();
  await ensureInstalled(toolchain);
  const program = path.join(root, 'bench/image-trust/measure.cjs');
  spawn(toolchain.node, ['--expose-gc', program, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: toolchain.env,
  }).on('close', code => process.exit(code ?? 1));
}

main().catch(fail);
