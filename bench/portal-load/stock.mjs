import fs from 'node:fs';
import path from 'node:path';
import { SetupError } from '../../scripts/errors.mjs';
import { logDirectory, root, work } from '../../scripts/paths.mjs';
import { step } from '../../scripts/progress.mjs';
import { unpackBundle } from '../../scripts/setup/build.mjs';
import { exec } from '../../scripts/setup/exec.mjs';

/** The release of create-app that makes a Backstage 1.55 app. */
const createApp = '@backstage/create-app@0.9.2';
const checkout = path.join(work, 'bench/stock');
export const stockDirectory = path.join(checkout, 'portal');

async function must(command, args, options) {
  const { code, output } = await exec(command, args, options);
  if (code !== 0) {
    throw new SetupError(
      `${path.basename(command)} ${args.join(' ')}:\n${output}`,
    );
  }
}

/** What the scaffold needs to start at all on Node 24 without a compiler: SQLite with a prebuilt binary. */
function makeItStart() {
  const edit = (name, change) => {
    const file = path.join(checkout, name);
    const manifest = JSON.parse(fs.readFileSync(file, 'utf8'));
    change(manifest);
    fs.writeFileSync(file, JSON.stringify(manifest, undefined, 2));
  };
  edit('package.json', manifest => {
    delete manifest.packageManager;
    manifest.resolutions['better-sqlite3'] = '^13.0.0';
    manifest.resolutions.got = '^11.8.6';
  });
  edit('packages/backend/package.json', manifest => {
    manifest.dependencies['better-sqlite3'] = '^13.0.0';
  });
  // With our lock file, the same version of everything that both use; what only
  // the scaffold asks for may be younger than what we allow for ourselves.
  fs.copyFileSync(
    path.join(root, 'yarn.lock'),
    path.join(checkout, 'yarn.lock'),
  );
  fs.writeFileSync(
    path.join(checkout, '.yarnrc.yml'),
    'nodeLinker: node-modules\nenableScripts: false\nenableTelemetry: false\nnpmMinimalAgeGate: 0\n',
  );
  fs.rmSync(path.join(checkout, '.yarn'), { recursive: true, force: true });
  fs.writeFileSync(
    path.join(checkout, 'app-config.bench.yaml'),
    [
      'app: {baseUrl: "http://localhost:${PORTOLAN_PORT}"}',
      'backend:',
      '  baseUrl: http://localhost:${PORTOLAN_PORT}',
      '  listen: ":${PORTOLAN_PORT}"',
      '  auth: {keys: [{secret: bench}]}',
      'integrations: {github: []}',
      'auth:',
      '  providers: {guest: {dangerouslyAllowOutsideDevelopment: true}}',
      'catalog:',
      '  locations:',
      `    - {type: file, target: "${checkout}/examples/entities.yaml"}`,
      `    - {type: file, target: "${checkout}/examples/org.yaml", rules: [{allow: [User, Group]}]}`,
      '',
    ].join('\n'),
  );
}

/** Scaffolds, installs and builds a stock Backstage app, once. */
export async function ensureStock(toolchain) {
  if (fs.existsSync(path.join(stockDirectory, 'packages'))) return checkout;
  await step(
    'Scaffolding, installing and building stock Backstage',
    async () => {
      fs.rmSync(checkout, { recursive: true, force: true });
      fs.mkdirSync(path.dirname(checkout), { recursive: true });
      await must(
        'sh',
        [
          '-c',
          `echo stock | npm exec --yes --package=${createApp} -- backstage-create-app --skip-install --path "${checkout}"`,
        ],
        { cwd: work, env: toolchain.env },
      );
      makeItStart();
      const log = path.join(logDirectory, 'bench-stock.log');
      const options = { cwd: checkout, env: toolchain.env, log };
      await must(...toolchain.yarn(['install']), options);
      await must(...toolchain.yarn(['workspace', 'backend', 'build']), options);
      await unpackBundle(checkout, stockDirectory);
    },
  );
  return checkout;
}
