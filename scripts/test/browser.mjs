import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../paths.mjs';

const onPath = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];
const onMac = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

function systemBrowser() {
  const places = (process.env.PATH ?? '')
    .split(path.delimiter)
    .flatMap(folder => onPath.map(name => path.join(folder, name)));
  return [...places, ...onMac].find(file => {
    try {
      execFileSync(file, ['--version'], { stdio: 'pipe', timeout: 20_000 });
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * The browser for Playwright: the machine's own Chrome or Chromium, else the
 * headless one that an npm package ships. PORTOLAN_BROWSER=npm forces the latter.
 *
 * @returns {Promise<string>} the program's path
 */
export async function findBrowser() {
  if (process.env.PORTOLAN_BROWSER !== 'npm') {
    const own = process.env.PORTOLAN_BROWSER ?? systemBrowser();
    if (own && fs.existsSync(own)) return own;
  }
  const require = createRequire(path.join(root, 'package.json'));
  const { default: chromium } = await import(
    pathToFileURL(require.resolve('@sparticuz/chromium')).href
  );
  // Without the package's own arguments: they are for one page in one process,
  // and a second browser context ends it.
  return chromium.executablePath();
}
