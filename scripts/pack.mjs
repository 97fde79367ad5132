import fs from 'node:fs';
import path from 'node:path';
import { fail, SetupError } from './errors.mjs';
import { packedDirectory, root, work } from './paths.mjs';
import { step } from './progress.mjs';
import { exec } from './setup/exec.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { listPluginPackages, readPackages } from './setup/packages.mjs';
import { ensureToolchain } from './setup/toolchain.mjs';

const homes = {
  'frontend-plugin': 'packages/app',
  'frontend-plugin-module': 'packages/app',
  'backend-plugin': 'packages/backend',
  'backend-plugin-module': 'packages/backend',
};

const archiveOf = ({ name, version }) =>
  path.join(
    packedDirectory,
    `${name.replace('@', '').replace('/', '-')}-${version}.tgz`,
  );

/** A project of these packages alone: declarations of the whole checkout take minutes. */
function writeProject(packages) {
  const file = path.join(work, 'pack', 'tsconfig.json');
  const folders = packages.map(({ folder }) => path.join(root, folder));
  const project = {
    extends: path.join(root, 'tsconfig.json'),
    include: folders.flatMap(folder => [`${folder}/src`, `${folder}/*.d.ts`]),
    exclude: ['**/*.test.ts', '**/*.test.tsx', '**/__testUtils__'],
    compilerOptions: {
      outDir: path.join(root, 'dist-types'),
      rootDir: root,
      incremental: false,
    },
  };
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify(project, undefined, 2));
  return file;
}

/** What has to be done in the other app, as lines to paste. */
function instructions({ own, all }) {
  const resolutions = Object.fromEntries(
    all.map(({ manifest }) => [manifest.name, `file:${archiveOf(manifest)}`]),
  );
  const installed = own.filter(
    ({ manifest }) => homes[manifest.backstage.role],
  );
  return [
    '\nIn the package.json at the root of your app:\n',
    JSON.stringify({ resolutions }, undefined, 2),
    '\nAmong the dependencies of these packages, then `yarn install`:\n',
    ...installed.map(
      ({ manifest: { name, version, backstage } }) =>
        `${homes[backstage.role]}: "${name}": "^${version}"`,
    ),
    ...installed
      .filter(({ manifest }) => manifest.backstage.role.startsWith('backend'))
      .map(
        ({ manifest }) =>
          `\nIn packages/backend/src/index.ts:\n\nbackend.add(import('${manifest.name}'));`,
      ),
  ].join('\n');
}

/** `npm run pack -- PLUGIN`: a plugin and what it needs as archives that another Backstage app can install. */
async function main() {
  const packages = readPackages();
  const [pluginId] = process.argv.slice(2);
  const wanted = listPluginPackages(packages, pluginId);
  if (!wanted.own.length) {
    const ids = packages.map(({ manifest }) => manifest.backstage?.pluginId);
    throw new SetupError(
      pluginId
        ? `No package here belongs to a plugin '${pluginId}'.`
        : 'Which plugin?',
      `npm run pack -- PLUGIN, one of: ${[...new Set(ids.filter(Boolean))].join(
        ', ',
      )}`,
    );
  }
  const toolchain = await ensureToolchain();
  await ensureInstalled(toolchain);
  const yarn = async args => {
    const { code, output } = await exec(...toolchain.yarn(args), {
      cwd: root,
      env: toolchain.env,
    });
    if (code !== 0) {
      throw new SetupError(`yarn ${args.join(' ')} failed:\n${output.trim()}`);
    }
  };
  fs.mkdirSync(packedDirectory, { recursive: true });
  await step('Making declarations of types', () =>
    yarn(['tsc', '--project', writeProject(wanted.all)]),
  );
  for (const { manifest } of wanted.all) {
    await step(`Packing ${manifest.name}`, async () => {
      await yarn(['workspace', manifest.name, 'build']);
      await yarn([
        'workspace',
        manifest.name,
        'pack',
        '--out',
        archiveOf(manifest),
      ]);
    });
  }
  console.log(instructions(wanted));
}

main().catch(fail);
