import { expect, Page } from '@playwright/test';

/** Enters as the sandbox's guest, who acts as Sam Rivera of the booking team. */
export async function signIn(page: Page, path = '/'): Promise<void> {
  await page.goto(path);
  await page.getByRole('button', { name: /enter/i }).click();
  await expect(
    page.getByRole('link', { name: 'Catalog' }).first(),
  ).toBeVisible();
}
