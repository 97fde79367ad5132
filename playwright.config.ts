import { defineConfig } from '@playwright/test';

/**
 * Runs against a portal on a sandbox that is already up: `npm test` starts a
 * fresh one; by hand, start one with `npm start` and run
 * `npm run e2e -- -g 'words of a title'`.
 */
export default defineConfig({
  testDir: 'packages/app/e2e-tests',
  timeout: 120_000,
  expect: { timeout: 20_000 },
  // The tests share one platform, as people do; one at a time keeps 2 cores honest.
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  reporter: [['list'], ['json']],
  outputDir: '.portolan/playwright',
  use: {
    baseURL: process.env.PORTOLAN_URL ?? 'http://localhost:7007',
    viewport: { width: 1280, height: 800 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.PORTOLAN_BROWSER_PATH,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
