import fs from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { fail } from '../../scripts/errors.mjs';
import { root, work } from '../../scripts/paths.mjs';
import { say } from '../../scripts/progress.mjs';
import { portalEnvironment } from '../../scripts/run/portal.mjs';
import { stopAll } from '../../scripts/run/processes.mjs';
import { startSandbox } from '../../scripts/run/sandbox.mjs';
import { appDirectory, ensureBuilt } from '../../scripts/setup/build.mjs';
import { ensureInstalled } from '../../scripts/setup/install.mjs';
import { ensureToolchain } from '../../scripts/setup/toolchain.mjs';
import { findBrowser } from '../../scripts/test/browser.mjs';
import { measure } from './measure.mjs';
import { ensureStock, stockDirectory } from './stock.mjs';

const runs = Number(process.argv[2] ?? 3);
const goals = { javascript: 1.1, row: 1.15, start: 1.3, memory: 1.25 };
const units = {
  javascript: 'kB',
  row: 'ms',
  start: 'ms',
  memory: 'MB',
  entity: 'ms',
};

const median = values =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function main() {
  const toolchain = await ensureToolchain();
  await ensureInstalled(toolchain);
  await ensureBuilt(toolchain);
  const stock = await ensureStock(toolchain);
  const directory = path.join(work, 'bench/sandbox');
  fs.rmSync(directory, { recursive: true, force: true });
  const sandbox = await startSandbox(toolchain, {
    directory,
    portalUrl: 'http://localhost:7007',
    logName: 'bench-sandbox',
  });
  await sandbox.seeded;

  const browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
    ],
  });
  const sides = [
    {
      name: 'stock',
      directory: stockDirectory,
      configs: ['app-config.yaml', 'app-config.bench.yaml'].map(name =>
        path.join(stock, name),
      ),
      env: () => ({ GITHUB_TOKEN: 'none' }),
      signIn: /enter/i,
      catalog: '/',
      row: 'example-website',
    },
    {
      name: 'portolan',
      directory: appDirectory,
      configs: ['app-config.yaml', 'app-config.sandbox.yaml'].map(name =>
        path.join(root, name),
      ),
      env: port => ({ ...portalEnvironment(port, directory), ...sandbox.env }),
      signIn: /enter/i,
      catalog: '/catalog',
      row: 'quote-api',
      entity: {
        path: '/catalog/default/component/quote-api',
        shows: ['quote-api-dev', 'Synced'],
      },
    },
  ];

  const results = { stock: [], portolan: [] };
  // In turn, so that a machine that gets slower gets slower for both.
  for (let run = 1; run <= runs; run += 1) {
    for (const side of sides) {
      const result = await measure(toolchain, browser, side);
      results[side.name].push(result);
      say(
        `run ${run} ${side.name}: ${JSON.stringify(result, (_, v) =>
          typeof v === 'number' ? Math.round(v) : v,
        )}`,
      );
    }
  }
  await browser.close();
  await stopAll();

  console.log(
    '\n| measure | stock | Portolan | ratio of medians | of the best | goal |\n|---|---|---|---|---|---|',
  );
  for (const [name, goal] of Object.entries(goals)) {
    const [stockRuns, ownRuns] = ['stock', 'portolan'].map(side =>
      results[side].map(result => result[name]),
    );
    const cells = [
      `${name} (${units[name]})`,
      ...[stockRuns, ownRuns].map(values => Math.round(median(values))),
      (median(ownRuns) / median(stockRuns)).toFixed(2),
      // What else the machine does only ever adds time.
      (Math.min(...ownRuns) / Math.min(...stockRuns)).toFixed(2),
      `≤ ${goal}`,
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
  const entity = results.portolan.map(result => result.entity);
  console.log(
    `| entity page, cold (ms) | | ${Math.round(
      median(entity),
    )} (best ${Math.round(Math.min(...entity))}) | | | ≤ 3000 |`,
  );
}

main().catch(async error => {
  await stopAll();
  fail(error);
});
