import { expect, Page, test } from '@playwright/test';
import { faults, kubectl } from './support/platform';
import { signIn } from './support/signIn';

const matrixOf = (namespace: string) => `/guardrails?text=${namespace}`;

const tabOf = (component: string, environment: string) =>
  `/catalog/default/component/${component}/guardrails?environment=${environment}`;

const grid = (page: Page) =>
  page.getByRole('grid', { name: 'Namespaces and controls' });

/** What one control says of one namespace. */
const cell = (page: Page, control: string, namespace: string) =>
  grid(page).getByRole('button', { name: `${control} in ${namespace}:` });

/** A result on the tab, which opens. */
const result = (page: Page, policy: string) =>
  page.getByRole('button', { expanded: false }).filter({ hasText: policy });

test('says of each seeded namespace what holds there, and how it fares', async ({
  page,
}) => {
  await signIn(page, matrixOf('tariff-service-prod'));
  for (const control of [
    'Allowed Registries',
    'Disallow Latest Tag',
    'Pod Security Restricted',
    'Require Requests and Limits',
  ]) {
    await expect(cell(page, control, 'tariff-service-prod')).toHaveText(
      /ENFORCE\s*clean/,
      { timeout: 60_000 },
    );
  }
  // Nothing in this cluster evaluates it; that is no pass.
  await expect(
    cell(page, 'Verified Images', 'tariff-service-prod'),
  ).toContainText('never evaluated');

  await page.goto(matrixOf('payment-gateway-prod'));
  await expect(cell(page, 'mTLS', 'payment-gateway-prod')).toHaveText(
    /STRICT\s*clean/,
  );
  await expect(
    cell(page, 'Allowed Registries', 'payment-gateway-prod'),
  ).toHaveText(/AUDIT\s*clean/);
});

test('leads from the overview to what is violated, and to what to do about it', async ({
  page,
}) => {
  await signIn(page, '/catalog/default/component/notify-service');
  const row = (environment: string) =>
    page
      .getByRole('table', { name: 'Where it runs' })
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: environment }) });
  const staging = row('staging');
  await expect(staging).toContainText('2 high, 1 medium (audit)', {
    timeout: 60_000,
  });
  // Beside what the three others say.
  await expect(staging).toContainText('Synced');
  await expect(staging).toContainText('mTLS permissive');
  for (const signal of ['Deployed', 'Trust', 'Guardrails', 'Health']) {
    await expect(
      staging.getByRole('link', { name: `${signal} in staging` }),
    ).toBeVisible();
  }
  await staging.getByRole('link', { name: 'Guardrails in staging' }).click();

  await expect(result(page, 'pod-security-restricted-audit')).toContainText(
    'high',
  );
  await expect(result(page, 'allowed-registries-audit')).toContainText('high');
  const latest = result(page, 'disallow-latest-tag-audit');
  await expect(latest).toContainText('medium');
  await expect(latest).toContainText('AUDIT');
  await latest.click();
  await expect(
    page.getByText('audit: it is reported, and nothing is refused'),
  ).toBeVisible();
  await expect(
    page.getByText(/Change Deployment notify-service in the component’s/),
  ).toBeVisible();

  await page.goto(tabOf('notify-service', 'dev'));
  await expect(page.getByText('2 high, 1 medium (audit)')).toBeVisible();
});

test('is used by keyboard alone, and keeps its filters and its open cell in the address', async ({
  page,
}) => {
  await signIn(page, '/guardrails');
  await page.getByLabel('Namespace', { exact: true }).focus();
  await page.keyboard.type('notify-service');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/text=notify-service/);
  const first = cell(page, 'Allowed Registries', 'notify-service-dev');
  const second = cell(page, 'Disallow Latest Tag', 'notify-service-dev');
  await expect(grid(page).getByRole('rowheader')).toHaveCount(3);

  await first.focus();
  await page.keyboard.press('ArrowRight');
  await expect(second).toBeFocused();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('dialog', { name: 'notify-service-dev' });
  await expect(panel).toContainText('Deployment notify-service');
  await expect(page).toHaveURL(/cell=/);

  // The address alone leads to the same.
  await page.reload();
  await expect(panel).toContainText('Deployment notify-service');
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(page).not.toHaveURL(/cell=/);
  await expect(grid(page).getByRole('rowheader')).toHaveCount(3);

  // From a cell that was opened by hand, the focus comes back to it.
  await second.focus();
  await page.keyboard.press('Enter');
  await expect(panel).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(second).toBeFocused();

  await page.getByRole('tab', { name: 'Violations' }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/view=violations/);
  await page.getByRole('combobox', { name: 'Severity' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: 'medium' }).press('Enter');
  await expect(page).toHaveURL(/severity=medium/);
  const violations = page.getByRole('table', { name: 'Violations' });
  await expect(violations).toContainText('disallow-latest-tag-audit');
  await expect(violations).not.toContainText('allowed-registries-audit');
});

test('shows by itself that a policy is broken, and that it is met again', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const namespace = 'tracking-api-dev';
  const latest = cell(page, 'Disallow Latest Tag', namespace);
  await signIn(page, matrixOf(namespace));
  await expect(latest).toHaveText(/AUDIT\s*clean/);
  await kubectl([
    'run',
    'breaks',
    '-n',
    namespace,
    '--image=docker.io/library/busybox:latest',
  ]);
  try {
    await expect(latest).toHaveText(/1 open/, { timeout: 60_000 });
  } finally {
    await kubectl(['delete', '-n', namespace, 'pod/breaks', '--wait=false']);
  }
  await expect(latest).toHaveText(/clean/, { timeout: 60_000 });
});

test('shows by itself that nothing was evaluated any more, which is no pass', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const namespace = 'tracking-api-dev';
  const latest = cell(page, 'Disallow Latest Tag', namespace);
  await signIn(page, matrixOf(namespace));
  await expect(latest).toHaveText(/AUDIT\s*clean/);
  await faults.add('kyverno-nonprod', { kind: 'down' });
  try {
    await kubectl(['delete', 'policyreports', '-n', namespace, '--all']);
    await expect(latest).toHaveText(/never evaluated/, { timeout: 60_000 });
  } finally {
    await faults.clear('kyverno-nonprod');
  }
  await expect(latest).toHaveText(/clean/, { timeout: 60_000 });
});
