import { fileURLToPath } from 'node:url';
import path from 'node:path';

/** The checkout's root. */
export const root = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '..',
);

/** Everything that start-up makes, apart from node_modules, lives below this ignored folder. */
export const work = path.join(root, '.portolan');
export const toolchainDirectory = path.join(work, 'toolchain');
export const buildDirectory = path.join(work, 'build');
/** What `npm run pack` makes, for other apps to install. */
export const packedDirectory = path.join(root, 'dist-packages');
export const logDirectory = path.join(work, 'logs');
/** What the sandbox and the portal remember between starts; `--reset` forgets it. */
export const sandboxDirectory = path.join(work, 'sandbox');
