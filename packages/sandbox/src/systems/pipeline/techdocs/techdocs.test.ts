import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSite } from './buildSite';
import { documentedEntities } from './documentedEntities';
import { locationOf, resolveLink } from './locations';
import { renderMarkdown } from './renderMarkdown';
import { writeSite } from './writeSite';

function site(files: Record<string, string>, directory = '') {
  const built = buildSite({
    files: new Map(
      Object.entries(files).map(([path, text]) => [
        path,
        { content: Buffer.from(text), executable: false },
      ]),
    ),
    directory,
    defaultName: 'quote-api',
    commit: 'c0ffee',
    builtAt: new Date('2026-11-24T10:00:00Z'),
  });
  return {
    ...built,
    text: (path: string) => built.files.get(path)?.toString() ?? '',
    json: (path: string) => JSON.parse(built.files.get(path)!.toString()),
  };
}

describe('locations', () => {
  it.each([
    ['index.md', ''],
    ['runbook.md', 'runbook/'],
    ['decisions/README.md', 'decisions/'],
    ['decisions/0001-x.md', 'decisions/0001-x/'],
  ])('%s is at "%s"', (path, location) => {
    expect(locationOf(path)).toBe(location);
  });

  it.each([
    ['index.md', 'runbook.md', 'runbook/'],
    ['index.md', 'decisions/index.md#why', 'decisions/#why'],
    ['runbook.md', 'index.md', '../'],
    ['runbook.md', 'images/a.png', '../images/a.png'],
    ['decisions/0001.md', '../runbook.md', '../../runbook/'],
    ['decisions/0001.md', '0001.md', './'],
    ['index.md', 'https://example.com/a.md', 'https://example.com/a.md'],
    ['index.md', 'mailto:a@example.com', 'mailto:a@example.com'],
    ['index.md', '#here', '#here'],
  ])('a link in %s to %s leads to %s', (source, target, link) => {
    expect(resolveLink(source, target)).toBe(link);
  });
});

describe('renderMarkdown', () => {
  it('gives headings ids, and sections their text', () => {
    const page = renderMarkdown(
      'index.md',
      '---\ntitle: x\n---\n# Quote *API*\n\nPrices.\n\n## Slow?\n\nAsk `tariff`.\n\n```sh\nmake\n```\n\n## Slow?\n',
    );

    expect(page.title).toBe('Quote API');
    expect(page.headings.map(({ id }) => id)).toEqual([
      'quote-api',
      'slow',
      'slow_1',
    ]);
    expect(page.sections.map(({ text }) => text)).toEqual([
      '',
      'Prices.',
      'Ask tariff.\nmake',
      '',
    ]);
    expect(page.html).toContain('<h2 id="slow">Slow?<a class="headerlink"');
    expect(page.html).toContain('<div class="highlight"><pre>');
  });

  it('knows admonitions', () => {
    const { html } = renderMarkdown(
      'index.md',
      '!!! warning "Not here"\n    In **prod** only.\n\n    - a\n\nAfter.\n\n!!! note\n    x\n',
    );

    expect(html.replace(/\n/g, '')).toBe(
      '<div class="admonition warning"><p class="admonition-title">Not here</p><p>In <strong>prod</strong> only.</p><ul><li>a</li></ul></div><p>After.</p><div class="admonition note"><p class="admonition-title">Note</p><p>x</p></div>',
    );
  });
});

describe('buildSite', () => {
  const files = {
    'mkdocs.yml':
      'site_name: Quotes\nsite_description: Prices & lanes\nplugins: [techdocs-core]\nmarkdown_extensions:\n  - x: !!python/name:a.b ""\n',
    'docs/index.md': '# Welcome\n\nSee the [runbook](runbook.md).\n',
    'docs/runbook.md': 'No heading, ![plan](images/plan.png)\n',
    'docs/decisions/0001-why.md': '# Why\n',
    'docs/images/plan.png': 'png',
    'src/other.md': '# Not documentation',
  };

  it('writes what the local publisher of TechDocs and its reader look for', () => {
    const built = site(files);

    expect(built.pages).toBe(3);
    expect(built.json('techdocs_metadata.json')).toEqual({
      site_name: 'Quotes',
      site_description: 'Prices & lanes',
      etag: 'c0ffee',
      build_timestamp: Date.parse('2026-11-24T10:00:00Z'),
      files: [...built.files.keys()].sort(),
    });
    const page = built.text('runbook/index.html');
    expect(page).toContain('<h1>Runbook</h1>');
    expect(page).toContain('src="../images/plan.png"');
    expect(page).toMatch(
      /href="\.\.\/assets\/stylesheets\/main\.[0-9a-f]{8}\.min\.css"/,
    );
    for (const part of [
      'data-md-component="container"',
      'data-md-component="content"',
      'data-md-type="navigation"',
      'data-md-type="toc"',
      'data-md-toggle="drawer"',
      '<article class="md-content__inner md-typeset">',
    ]) {
      expect(page).toContain(part);
    }
    expect(built.text('index.html')).toContain('href="runbook/"');
    expect(built.text('index.html')).toContain('content="Prices &amp; lanes"');
    expect(built.text('images/plan.png')).toBe('png');
  });

  it('shows every page without nav, and what nav says with it', () => {
    const titles = (text: string) =>
      [
        ...text
          .split('data-md-level="0"')[1]
          .split('data-md-type="toc"')[0]
          .matchAll(/<span class="md-ellipsis">([^<]*)<\/span>/g),
      ].map(([, title]) => title);

    expect(titles(site(files).text('index.html'))).toEqual([
      'Welcome',
      'Decisions',
      'Why',
      'Runbook',
    ]);
    const withNav = site({
      ...files,
      'mkdocs.yml':
        'nav:\n  - Start: index.md\n  - Work:\n      - runbook.md\n      - Gone: gone.md\n  - Chat: https://chat.example.com\n',
    });
    expect(titles(withNav.text('index.html'))).toEqual([
      'Start',
      'Work',
      'Runbook',
      'Chat',
    ]);
  });

  it('writes an index that the portal’s search reads', () => {
    const { docs } = site(files).json('search/search_index.json');

    expect(docs).toContainEqual({
      location: 'decisions/0001-why/',
      title: 'Why',
      text: 'Why',
    });
    expect(docs).toContainEqual({
      location: '',
      title: 'Welcome',
      text: 'Welcome\nSee the runbook.',
    });
  });

  it('does without mkdocs.yml, and in a folder', () => {
    const built = site({ 'service/docs/index.md': 'Hello' }, 'service');

    expect(built.json('techdocs_metadata.json').site_name).toBe('quote-api');
    expect(built.text('index.html')).toContain('<h1>Index</h1>');
  });

  it.each([
    [{ 'docs/other.md': '# x' }, 'There is no docs/index.md'],
    [{ 'mkdocs.yml': 'nav: [', 'docs/index.md': '' }, 'not YAML'],
    [{ 'mkdocs.yml': 'nav: 3', 'docs/index.md': '' }, 'mkdocs.yml: nav'],
  ])('says what a developer has to change', (broken, message) => {
    expect(() => site(broken)).toThrow(message);
  });
});

describe('documentedEntities', () => {
  const entity = (name: string, ref?: string, extra = '') =>
    `kind: Component\nmetadata:\n  name: ${name}\n${extra}${
      ref ? `  annotations:\n    backstage.io/techdocs-ref: ${ref}\n` : ''
    }`;

  it('finds those whose documentation lies in the repository', () => {
    const text = [
      entity('Quote-API', 'dir:.', '  namespace: shop\n'),
      entity('lib', 'dir:./packages/lib'),
      entity('none'),
      entity('elsewhere', 'url:https://example.com'),
      entity('outside', 'dir:../..'),
      entity('..', 'dir:.'),
      'a: [',
    ].join('\n---\n');

    expect(documentedEntities(text)).toEqual([
      { name: 'Quote-API', path: 'shop/component/quote-api', directory: '' },
      { name: 'lib', path: 'default/component/lib', directory: 'packages/lib' },
    ]);
  });
});

describe('writeSite', () => {
  const path = 'default/component/a';
  let root: string;
  const write = (files: Record<string, string>) =>
    writeSite(
      root,
      path,
      new Map(Object.entries(files).map(([k, v]) => [k, Buffer.from(v)])),
    );
  const read = () => readFileSync(join(root, path, 'index.html'), 'utf8');

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'techdocs-'));
  });

  afterEach(() => rmSync(root, { recursive: true }));

  it('replaces the site that was there, and leaves nothing else behind', async () => {
    await write({ 'index.html': 'old', 'gone/index.html': 'x' });
    await write({ 'index.html': 'new' });

    expect(read()).toBe('new');
    expect(readdirSync(join(root, path))).toEqual(['index.html']);
    expect(readdirSync(root)).toEqual(['default']);
  });

  it('lets several write at once', async () => {
    const texts = Array.from({ length: 8 }, (_, index) => `site ${index}`);

    await Promise.all(texts.map(text => write({ 'index.html': text })));

    expect(texts).toContain(read());
    expect(readdirSync(root)).toEqual(['default']);
  });
});
