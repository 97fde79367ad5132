import { expect, Page, test } from '@playwright/test';
import { faults, kubectl } from './support/platform';
import { signIn } from './support/signIn';

const card = '/catalog/default/component/quote-api';

/** What the overview says of one environment. */
const rowOf = (page: Page, environment: string) =>
  page
    .getByRole('table', { name: 'Where it runs' })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: environment }) });

test('leads from a firing alert to its runbook, its lines and Grafana', async ({
  page,
}) => {
  await signIn(page, '/catalog/default/component/eta-service');
  const staging = rowOf(page, 'staging');
  await expect(staging).toContainText('1 firing', { timeout: 60_000 });
  await staging.getByRole('link', { name: 'Health in staging' }).click();

  await expect(page.getByText('ContainerCrashLooping').first()).toBeVisible();
  await expect(page.getByText('starts and fails again').first()).toBeVisible();
  await expect(
    page.getByRole('link', { name: /Runbook of ContainerCrashLooping/ }),
  ).toHaveAttribute('href', /^https:/);
  await expect(page.getByText(/cannot start/).first()).toBeVisible();

  const explore = page.getByRole('link', { name: /Open in Explore/ });
  await page.goto((await explore.getAttribute('href'))!);
  await expect(page.getByText(/cannot start/).first()).toBeVisible();
});

test('shows by itself that an alert begins, and that it ends', async ({
  page,
}) => {
  test.setTimeout(320_000);
  const broken = ['-n', 'quote-api-dev', 'pod/breaks'];
  await signIn(page, card);
  const dev = rowOf(page, 'dev');
  await expect(dev).toContainText('0 alerts');
  const image = await kubectl([
    'get',
    'deployment/quote-api',
    '-n',
    'quote-api-dev',
    '-o',
    'jsonpath={.spec.template.spec.containers[0].image}',
  ]);
  await kubectl([
    'run',
    'breaks',
    '-n',
    'quote-api-dev',
    `--image=${image}`,
    '--annotations=sandbox.portolan.io/behaviour=crash-loop',
  ]);
  try {
    await expect(dev).toContainText('1 firing', { timeout: 120_000 });
  } finally {
    await kubectl(['delete', ...broken, '--wait=false']);
  }
  await expect(dev).toContainText('0 alerts', { timeout: 150_000 });
});

test('says that nobody knows while Grafana refuses the portal, and goes on by itself', async ({
  page,
}) => {
  test.setTimeout(180_000);
  await faults.add('grafana', { kind: 'status', status: 401 });
  try {
    await signIn(page, card);
    await expect(
      page.getByText("Grafana (main) does not accept the portal's token."),
    ).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText(/^0 alerts$/)).toHaveCount(0);
    // Nothing else on the page minds.
    await expect(rowOf(page, 'dev')).toContainText('Synced');
  } finally {
    await faults.clear('grafana');
  }
  await expect(
    page.getByText("Grafana (main) does not accept the portal's token."),
  ).toBeHidden({ timeout: 90_000 });
  await expect(page.getByText('0 alerts').first()).toBeVisible();
});
