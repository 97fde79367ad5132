import fs from 'node:fs';
import net from 'node:net';
import { startProcess } from '../../scripts/run/processes.mjs';
import { waitFor } from '../../scripts/run/waitFor.mjs';

export async function freePort() {
  return new Promise(resolve => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));

/** Resident memory in megabytes (Linux). */
function residentMegabytes(pid) {
  const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1000;
}

/**
 * One run of a portal: from `spawn` to a catalog row in a cold browser, then
 * an entity page in a new context.
 *
 * @returns milliseconds, kilobytes and megabytes by name
 */
export async function measure(toolchain, browser, side) {
  const port = await freePort();
  const begun = performance.now();
  const { child, exited } = startProcess(
    `bench-${side.name}`,
    toolchain.node,
    ['packages/backend', ...side.configs.flatMap(file => ['--config', file])],
    {
      cwd: side.directory,
      env: {
        ...toolchain.env,
        NODE_ENV: 'production',
        NODE_OPTIONS: '--no-node-snapshot',
        PORTOLAN_PORT: String(port),
        ...side.env(port),
      },
    },
  );
  const base = `http://localhost:${port}`;
  const answered = await waitFor(
    async () =>
      (
        await fetch(`http://127.0.0.1:${port}/.backstage/health/v1/readiness`)
      ).ok,
    { timeout: 120_000, every: 20 },
  );
  if (!answered) throw new Error(`${side.name} did not start`);
  const start = performance.now() - begun;
  await sleep(20_000);
  const memory = residentMegabytes(child.pid);

  const cold = await browser.newContext({
    viewport: { width: 1280, height: 800 },
  });
  const page = await cold.newPage();
  const network = await cold.newCDPSession(page);
  await network.send('Network.enable');
  const scripts = new Set();
  let javascript = 0;
  network.on('Network.responseReceived', event => {
    if (event.type === 'Script') scripts.add(event.requestId);
  });
  network.on('Network.loadingFinished', event => {
    if (scripts.has(event.requestId)) javascript += event.encodedDataLength;
  });
  const opened = performance.now();
  await page.goto(`${base}${side.catalog}`);
  await page.getByRole('button', { name: side.signIn }).click();
  await page
    .getByRole('link', { name: side.row, exact: true })
    .first()
    .waitFor();
  const row = performance.now() - opened;
  const kilobytes = javascript / 1000;
  const state = await cold.storageState();
  await cold.close();

  const result = { start, memory, javascript: kilobytes, row };
  if (side.entity) {
    const again = await browser.newContext({ storageState: state });
    const entityPage = await again.newPage();
    const from = performance.now();
    await entityPage.goto(`${base}${side.entity.path}`);
    for (const text of side.entity.shows) {
      await entityPage.getByText(text).first().waitFor();
    }
    result.entity = performance.now() - from;
    await again.close();
  }
  child.kill('SIGTERM');
  await exited;
  return result;
}
