import fs from 'node:fs';
import path from 'node:path';
import { fail } from './errors.mjs';
import { logDirectory, root, work } from './paths.mjs';
import { step } from './progress.mjs';
import { stopAll } from './run/processes.mjs';
import { ensureBuilt } from './setup/build.mjs';
import { checkGit } from './setup/checks.mjs';
import { exec } from './setup/exec.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { ensureToolchain } from './setup/toolchain.mjs';
import { configSets } from './test/configs.mjs';
import { runPlaywright } from './test/playwright.mjs';
import { checkPortalOnPostgres } from './test/portalOnPostgres.mjs';
import { startPostgres } from './test/postgres.mjs';
import { Tally } from './test/Tally.mjs';

const tally = new Tally();
const only = process.argv[2];

/** Runs one suite; what it throws counts as one failure and does not keep the others from running. */
async function suite(name, run) {
  if (only && only !== name) return;
  await step(name, async () => {
    try {
      const { passed, failed, output } = await run();
      tally.add({ passed, failed }, name);
      if (failed && output) console.log(output);
      return `${passed} passed, ${failed} failed`;
    } catch (error) {
      tally.add({ passed: 0, failed: 1 }, name);
      console.log(error.stack ?? error);
      return 'could not run';
    }
  });
}

async function main() {
  process.on('SIGINT', () => stopAll().then(() => process.exit(130)));
  await checkGit();
  const toolchain = await ensureToolchain();
  await ensureInstalled(toolchain);

  /** A check that passes or fails as a whole. */
  const check = (name, args, env = {}) =>
    suite(name, async () => {
      const { code, output } = await exec(...toolchain.yarn(args), {
        cwd: root,
        env: { ...toolchain.env, ...env },
        log: path.join(logDirectory, `${name}.log`),
      });
      return { passed: code ? 0 : 1, failed: code ? 1 : 0, output };
    });

  await check('types', ['tsc']);
  await check('lint', ['lint:all']);
  await check('format', ['prettier:check']);
  for (const { name, files } of configSets) {
    await check(`config-${name}`, [
      'backstage-cli',
      'config:check',
      '--strict',
      '--lax',
      ...files.flatMap(file => ['--config', file]),
    ]);
  }

  const postgres = await startPostgres();
  await suite('unit', async () => {
    const report = path.join(work, 'jest.json');
    fs.rmSync(report, { force: true });
    await exec(
      ...toolchain.yarn([
        'backstage-cli',
        'repo',
        'test',
        '--json',
        `--outputFile=${report}`,
        '--maxWorkers=2',
      ]),
      {
        cwd: root,
        inherit: true,
        env: {
          ...toolchain.env,
          CI: 'true',
          BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING: postgres.url,
        },
        log: path.join(logDirectory, 'unit.log'),
      },
    );
    const result = JSON.parse(fs.readFileSync(report, 'utf8'));
    return {
      passed: result.numPassedTests,
      // A file that does not even load holds no test that could fail.
      failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
    };
  });

  await suite('build', async () => {
    await ensureBuilt(toolchain);
    return { passed: 1, failed: 0 };
  });
  await suite('postgres', () => checkPortalOnPostgres(toolchain, postgres.url));
  await postgres.stop();
  await suite('browser', () => runPlaywright(toolchain));

  await stopAll();
  console.log(`\n${tally.report()}`);
  process.exit(tally.failed ? 1 : 0);
}

main().catch(async error => {
  await stopAll();
  fail(error);
});
