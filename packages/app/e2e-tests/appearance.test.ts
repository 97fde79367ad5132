import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { signIn } from './support/signIn';

const pages = {
  home: { path: '/', shows: /my components|your components/i },
  catalog: { path: '/catalog', shows: 'quote-api' },
  entity: {
    path: '/catalog/default/component/quote-api',
    shows: 'Where it runs',
  },
  observability: {
    path: '/catalog/default/component/eta-service/observability?environment=staging',
    shows: 'ContainerCrashLooping',
  },
  'supply chain': {
    path: '/catalog/default/component/payment-gateway/supply-chain?environment=staging',
    shows: 'tom.becker@meridian.example',
  },
  fleet: { path: '/supply-chain', shows: 'tariff-import' },
  'fleet by image': {
    path: '/supply-chain?view=image',
    shows: 'payment-gateway',
  },
  guardrails: { path: '/guardrails', shows: 'booking-api-dev' },
  'guardrails of a component': {
    path: '/catalog/default/component/notify-service/guardrails',
    shows: 'disallow-latest-tag-audit',
  },
  create: { path: '/create', shows: /service/i },
};
const screens = {
  desktop: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
};

for (const [name, { path, shows }] of Object.entries(pages)) {
  for (const scheme of ['light', 'dark'] as const) {
    for (const [screen, viewport] of Object.entries(screens)) {
      test(`${name} in ${scheme} on a ${screen} has no serious accessibility violation`, async ({
        browser,
      }, info) => {
        const context = await browser.newContext({
          colorScheme: scheme,
          viewport,
        });
        const page = await context.newPage();
        await signIn(page, path);
        await expect(page.getByText(shows).first()).toBeVisible();
        await page.waitForLoadState('networkidle');
        await page.screenshot({
          path: info.outputPath(`${name}-${scheme}-${screen}.png`),
          fullPage: true,
        });
        const { violations } = await new AxeBuilder({ page }).analyze();
        const serious = violations.filter(({ impact }) =>
          ['serious', 'critical'].includes(impact ?? ''),
        );
        expect(
          serious.map(({ id, nodes }) => ({
            id,
            where: nodes.map(node => node.html.slice(0, 160)),
          })),
        ).toEqual([]);
        await context.close();
      });
    }
  }
}
