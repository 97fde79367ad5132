import { expect, test } from '@playwright/test';
import { faults, kubectl } from './support/platform';
import { signIn } from './support/signIn';

const card = '/catalog/default/component/quote-api';

test('leads from a firing alert to its runbook, its lines and Grafana', async ({
  page,
}) => {
  await signIn(page, '/catalog/default/component/eta-service');
  const table = page.getByRole('table', {
    name: 'Alerts and links by environment',
  });
  const staging = table.getByRole('row', { name: /^staging/ });
  await expect(staging).toContainText('1 firing', { timeout: 60_000 });
  await expect(staging).toContainText('ContainerCrashLooping');
  await staging.getByRole('link', { name: 'staging', exact: true }).click();

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
  const dev = page
    .getByRole('table', { name: 'Alerts and links by environment' })
    .getByRole('row', { name: /^dev/ });
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
    await expect(
      page.getByRole('table', { name: 'Deployments' }),
    ).toBeVisible();
  } finally {
    await faults.clear('grafana');
  }
  await expect(
    page.getByText("Grafana (main) does not accept the portal's token."),
  ).toBeHidden({ timeout: 90_000 });
  await expect(page.getByText('0 alerts').first()).toBeVisible();
});
