import { expect, Page } from '@playwright/test';

/** Enters as the sandbox's guest, who acts as Sam Rivera of the booking team. */
export async function signIn(page: Page, path = '/'): Promise<void> {
  await page.goto(path);
  await page.getByRole('button', { name: /enter/i }).click();
  // Attached, not visible: the element has no size, what it holds is fixed to the window.
  await expect(page.getByRole('navigation').first()).toBeAttached();
}
