import fs from 'node:fs';
import path from 'node:path';
import { logDirectory, root, work } from '../paths.mjs';
import { exec } from '../setup/exec.mjs';
import { stopAll } from '../run/processes.mjs';
import { findBrowser } from './browser.mjs';
import { startPlatform } from './platform.mjs';

function count(report) {
  const { expected, flaky, unexpected } = report.stats;
  return {
    passed: expected + flaky,
    // Errors outside tests: a file that does not load, a worker that died.
    failed: unexpected + report.errors.length,
  };
}

/** Drives the portal in a real browser, on a fresh sandbox. */
export async function runPlaywright(toolchain) {
  const browser = await findBrowser();
  const platform = await startPlatform(toolchain, { name: 'test' });
  const report = path.join(work, 'playwright.json');
  fs.rmSync(report, { force: true });
  await exec(...toolchain.yarn(['playwright', 'test']), {
    cwd: root,
    inherit: true,
    env: {
      ...toolchain.env,
      ...platform.env,
      PORTOLAN_URL: platform.url,
      PORTOLAN_SANDBOX_DIRECTORY: platform.directory,
      PORTOLAN_BROWSER_PATH: browser,
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    },
    log: path.join(logDirectory, 'playwright.log'),
  });
  await stopAll();
  return count(JSON.parse(fs.readFileSync(report, 'utf8')));
}
