import { chromium } from 'playwright-core';
import { findBrowser } from './scripts/test/browser.mjs';
const base = 'http://localhost:7123';
const [,, which='all', modes='light-1280,light-390,dark-1280,dark-390'] = process.argv;
const fake = process.env.FAKE === '1' ? (await import('/tmp/pages/fake.mjs')).default : undefined;
const shots = {
  overview: '/catalog/default/component/' + (process.env.COMP ?? 'quote-api'),
  tab: '/catalog/default/component/' + (process.env.COMP ?? 'quote-api') + '/guardrails',
  matrix: '/guardrails',
  panel: '/guardrails?cell=' + (process.env.CELL ?? 'prod/quote-api-prod/disallow-latest-tag'),
  violations: '/guardrails?view=violations',
  policies: '/guardrails?view=policies',
  exceptions: '/guardrails?view=exceptions',
  catalog: '/catalog',
  trust: '/catalog/default/component/' + (process.env.COMP ?? 'quote-api') + '/supply-chain',
};
const browser = await chromium.launch({ executablePath: await findBrowser(), args: ['--no-sandbox','--disable-gpu'] });
for (const mode of modes.split(',')) {
  const [scheme, width] = mode.split('-');
  const context = await browser.newContext({ colorScheme: scheme, viewport: { width: Number(width), height: width === '390' ? 844 : 800 } });
  const page = await context.newPage();
  page.on('pageerror', e => console.log('pageerror', String(e).slice(0,300)));
  if (fake) await page.route('**/api/guardrails/**', route => { const r = fake(new URL(route.request().url())); return route.fulfill({ status: r.status ?? 200, contentType: 'application/json', body: JSON.stringify(r.body) }); });
  await page.goto(base + '/');
  await page.getByRole('button', { name: /enter/i }).click();
  await page.getByRole('navigation').first().waitFor({ state: 'attached' });
  for (const [name, path] of Object.entries(shots)) {
    if (which !== 'all' && !which.split(',').includes(name)) continue;
    await page.goto(base + path);
    const enter = page.getByRole('button', { name: /enter/i });
    await Promise.race([enter.waitFor({timeout:8000}).then(()=>enter.click()).catch(()=>{}), page.getByRole('main').first().waitFor({timeout:8000}).catch(()=>{})]);
    await page.waitForLoadState('networkidle').catch(()=>{});
    await page.waitForTimeout(Number(process.env.WAIT ?? 1500));
    if (name==='tab' && process.env.OPEN) { await page.locator('.MuiAccordionSummary-root').first().click().catch(()=>{}); await page.waitForTimeout(600); await page.getByRole('button',{name:/\(YAML\)/}).first().click().catch(()=>{}); await page.waitForTimeout(800); }
    const tall = process.env.TALL;
    if (tall) { await page.setViewportSize({ width: Number(width), height: Number(tall) }); await page.waitForTimeout(300); }
    await page.screenshot({ path: `/tmp/pages/${name}-${mode}.png`, fullPage: true });
    if (process.env.AXE) {
      const { AxeBuilder } = await import('@axe-core/playwright');
      const { violations } = await new AxeBuilder({ page }).analyze();
      console.log(name, mode, JSON.stringify(violations.filter(v=>['serious','critical'].includes(v.impact)).map(v=>[v.id, v.nodes.slice(0,3).map(n=>n.html.slice(0,200))])));
    } else console.log(name, mode, 'ok');
  }
  await context.close();
}
await browser.close();
