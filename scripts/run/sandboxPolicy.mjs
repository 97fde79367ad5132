import fs from 'node:fs';
import path from 'node:path';
import { root } from '../paths.mjs';

/**
 * Writes `gitops/policies/image-trust.yaml` with the sandbox's addresses, and
 * the root beside it that its Sigstore starts from.
 *
 * @returns {string} the policy's file
 */
export function writeSandboxPolicy(env, directory) {
  const folder = path.join(directory, 'image-trust');
  const file = path.join(folder, 'image-trust.yaml');
  const policy = fs
    .readFileSync(path.join(root, 'gitops/policies/image-trust.yaml'), 'utf8')
    .replaceAll('https://git.example.com', env.SANDBOX_GIT_URL)
    .replaceAll('registry.example.com', env.SANDBOX_REGISTRY)
    .replaceAll('https://sigstore.example.com', env.SANDBOX_SIGSTORE_URL);
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(file, policy);
  fs.copyFileSync(
    env.SANDBOX_SIGSTORE_TUF_ROOT,
    path.join(folder, 'sigstore-root.json'),
  );
  return file;
}
