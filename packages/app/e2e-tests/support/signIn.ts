import { expect, Page } from '@playwright/test';
import { gitHostSession } from './platform';

/** Enters as the sandbox's guest, who acts as Sam Rivera of the booking team. */
export async function signIn(page: Page, path = '/'): Promise<void> {
  await page.goto(path);
  await page.getByRole('button', { name: /enter/i }).click();
  // Attached, not visible: the element has no size, what it holds is fixed to the window.
  await expect(page.getByRole('navigation').first()).toBeAttached();
}

/** Signs Sam Rivera in to the Git host, as `npm run sandbox -- access` tells how. */
export async function signInToGitHost(page: Page): Promise<void> {
  const { url, username, password } = gitHostSession();
  await page.goto(`${url}/user/login`);
  await page.getByLabel('User name').fill(username);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: /sign in/i }).click();
  await expect(page).not.toHaveURL(/login/);
}
