import { expect, test } from '@playwright/test';
import { gitHost } from './support/platform';
import { signIn, signInToGitHost } from './support/signIn';

test('from the form to a running service, by a person’s steps', async ({
  page,
  context,
}) => {
  test.setTimeout(210_000);
  const name = `freight-desk-${Date.now().toString(36).slice(-4)}`;
  // The new repository is private: a person has signed in to the Git host, too.
  await signInToGitHost(page);
  await signIn(page);

  await page.getByRole('link', { name: 'Create' }).first().click();
  await page
    .getByRole('button', { name: /choose/i })
    .first()
    .click();

  const nameField = page.getByRole('textbox', { name: /^name/i });
  await nameField.fill('Freight Desk');
  await page
    .getByRole('textbox', { name: /description/i })
    .fill('Answers the freight desk');
  await page.getByRole('textbox', { name: /owner/i }).click();
  await page
    .getByRole('option', { name: /booking/i })
    .first()
    .click();
  await page.getByRole('textbox', { name: /system/i }).click();
  await page
    .getByRole('option', { name: /booking/i })
    .first()
    .click();
  // A name that cannot become a namespace is refused beside the field.
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByText(/lower-case/i).first()).toBeVisible();
  await nameField.fill(name);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Review' }).click();
  await expect(page.getByText(name).first()).toBeVisible();

  const pressed = Date.now();
  await page.getByRole('button', { name: 'Create' }).click();
  const openEntity = page.getByRole('link', { name: /open in catalog/i });
  await expect(openEntity).toBeVisible({ timeout: 90_000 });

  for (const title of [/repository/i, /pull request/i, /argo cd/i]) {
    const link = page.getByRole('link', { name: title }).first();
    const address = await link.getAttribute('href');
    const opened = await context.newPage();
    const answer = await opened.goto(address ?? '');
    expect(answer?.status(), `${title}: ${address}`).toBe(200);
    await expect(opened.getByText(name).first()).toBeVisible();
    await opened.close();
  }

  await openEntity.click();
  await expect(page.getByRole('heading', { name }).first()).toBeVisible();
  await expect(async () => {
    await page.reload();
    const dev = page
      .getByRole('table', { name: 'Where it runs' })
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: 'dev' }) });
    await expect(dev.getByText('Synced · Healthy')).toBeVisible({
      timeout: 5_000,
    });
  }).toPass({ timeout: 90_000 });
  const healthy = Date.now();
  expect(healthy - pressed, 'from Create to Healthy').toBeLessThan(90_000);

  await page.getByRole('link', { name: 'Kubernetes', exact: true }).click();
  await expect(page.getByText(/nonprod/i).first()).toBeVisible();
  // The cluster, then the Deployment in it.
  await page.getByText('1 pod', { exact: true }).first().click();
  await page.getByText('1 pod', { exact: true }).nth(1).click();
  await expect(
    page.getByText(new RegExp(`^${name}-[a-z0-9]+-[a-z0-9]+$`)).first(),
  ).toBeVisible();

  const pulls = await gitHost<Array<{ title: string }>>(
    '/repos/meridian/platform-gitops/pulls?state=all&limit=50',
  );
  expect(pulls.filter(({ title }) => title.includes(name))).toHaveLength(1);

  // Nobody did anything about what was just made: the portal finds out by itself.
  await page.goto(
    `/catalog/default/component/${name}/supply-chain?environment=dev&container=${name}`,
  );
  for (const question of [
    'Signed',
    'Scanned',
    'Built from a commit we control',
  ]) {
    await expect(
      page.getByRole('region', { name: `${question}: pass`, exact: true }),
    ).toBeVisible({ timeout: 60_000 });
  }
  expect(
    Date.now() - healthy,
    'from Healthy to three answers that pass',
  ).toBeLessThan(60_000);
});
