import { expect, Page, test } from '@playwright/test';
import { faults, kubectl } from './support/platform';
import { detachAll } from './support/registry';
import { signIn } from './support/signIn';

const tabOf = (component: string, environment: string) =>
  `/catalog/default/component/${component}/supply-chain?environment=${environment}&container=${component}`;

/** One of the three answers on the tab. */
const answer = (page: Page, words: string) =>
  page.getByRole('region', { name: words, exact: true });

test('says of each seeded case what it is, and why', async ({ page }) => {
  await signIn(page, tabOf('payment-gateway', 'staging'));
  await expect(answer(page, 'Signed: fail')).toContainText(
    'tom.becker@meridian.example',
    { timeout: 90_000 },
  );
  await expect(
    answer(page, 'Built from a commit we control: fail'),
  ).toBeVisible();
  await expect(answer(page, 'Scanned: pass')).toContainText('Trivy');

  await page.goto(tabOf('quote-api', 'prod'));
  for (const question of [
    'Signed',
    'Scanned',
    'Built from a commit we control',
  ]) {
    await expect(answer(page, `${question}: pass`)).toBeVisible();
  }
  await expect(
    answer(page, 'Built from a commit we control: pass'),
  ).toContainText('meridian/quote-api');

  // From before the platform: pushed by hand, and owned by nobody.
  await page.goto('/supply-chain?view=unowned');
  const row = page
    .getByRole('grid', { name: 'What runs' })
    .getByRole('row')
    .filter({ hasText: 'tariff-import' });
  await expect(row).toContainText('no component');
  await expect(row).toContainText('fail');
});

test('keeps what the fleet is filtered and sorted by in the address, by keyboard alone', async ({
  page,
}) => {
  await signIn(page, '/supply-chain');
  const grid = page.getByRole('grid', { name: 'What runs' });
  const fails = page.getByRole('button', { name: /^\d+ fail$/ });
  await fails.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/answer=fail/);
  await expect(fails).toHaveAttribute('aria-pressed', 'true');
  await expect(grid.getByText('payment-gateway').first()).toBeVisible();
  await expect(grid.getByText('quote-api')).toHaveCount(0);

  // Into the grid, along its headers, and down to its rows.
  const header = (name: string) => grid.getByRole('columnheader', { name });
  await header('Component').focus();
  await page.keyboard.press('ArrowRight');
  await expect(header('Environment')).toBeFocused();
  await header('Criticals').focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/sort=criticals/);
  await expect(header('Criticals')).toHaveAttribute('aria-sort', 'descending');
  await header('Criticals').focus();
  await page.keyboard.press('ArrowDown');
  await expect(
    grid.getByRole('gridcell').and(page.locator(':focus')),
  ).toHaveCount(1);

  // The address alone leads to the same.
  await page.reload();
  await expect(fails).toHaveAttribute('aria-pressed', 'true');
  await expect(header('Criticals')).toHaveAttribute('aria-sort', 'descending');

  await page.getByRole('tab', { name: 'By image' }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/view=image/);
  const images = page.getByRole('grid', { name: 'What runs, by image' });
  const image = images.getByRole('link', { name: /payment-gateway/ }).first();
  await image.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/digest=sha256/);
  await expect(grid.getByRole('row').nth(1)).toContainText('payment-gateway');
});

test('shows by itself that a report is gone, and that it is back', async ({
  page,
}) => {
  const operator = 'trivy-operator-nonprod';
  await signIn(page, tabOf('payment-gateway', 'staging'));
  await expect(answer(page, 'Scanned: pass')).toBeVisible();
  await faults.add(operator, { kind: 'down' });
  try {
    await kubectl([
      'delete',
      'vulnerabilityreports',
      '-n',
      'payment-gateway-staging',
      '--all',
    ]);
    await expect(answer(page, 'Scanned: unknown')).toContainText(
      /scanned this digest|report/i,
      { timeout: 60_000 },
    );
  } finally {
    await faults.clear(operator);
  }
  await expect(answer(page, 'Scanned: pass')).toBeVisible({ timeout: 60_000 });
});

test('shows by itself that a signature is gone, and that it is back', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const image = await kubectl([
    'get',
    'pods',
    '-n',
    'booking-web-dev',
    '-o',
    'jsonpath={.items[0].status.containerStatuses[0].imageID}',
  ]);
  const [, repository, digest] = /([^/]+\/[^/@]+)@(sha256:\w+)/.exec(image)!;
  await signIn(page, tabOf('booking-web', 'dev'));
  await expect(answer(page, 'Signed: pass')).toBeVisible();
  const putBack = await detachAll(repository, digest);
  try {
    await expect(answer(page, 'Signed: fail')).toBeVisible({ timeout: 90_000 });
  } finally {
    await putBack();
  }
  await expect(answer(page, 'Signed: pass')).toBeVisible({ timeout: 90_000 });
});
