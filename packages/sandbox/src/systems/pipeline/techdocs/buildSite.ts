import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { WorkspaceFiles } from '../stages/Workspace';
import { locationOf } from './locations';
import { buildNavigation, titleOfName } from './navigation';
import { pageTemplate } from './pageTemplate';
import { readMkdocs } from './readMkdocs';
import { RenderedPage, renderMarkdown } from './renderMarkdown';
import { buildSearchIndex } from './searchIndex';

const theme = readFileSync(join(__dirname, 'theme.css'));
const hash = createHash('sha256').update(theme).digest('hex').slice(0, 8);
/** TechDocs' reader drops every stylesheet that is not named as Material for MkDocs names its own. */
const stylesheet = `assets/stylesheets/main.${hash}.min.css`;

export type Site = {
  /** By path in the site. */
  files: ReadonlyMap<string, Buffer>;
  pages: number;
};

/**
 * Builds the site that TechDocs reads, of a folder with `mkdocs.yml` and
 * Markdown, without MkDocs.
 *
 * @throws Error for a developer: what to add or to change
 */
export function buildSite(options: {
  files: WorkspaceFiles;
  /** The folder of `mkdocs.yml`; '' is the root. */
  directory: string;
  defaultName: string;
  commit: string;
  builtAt: Date;
}): Site {
  const config = readMkdocs(
    options.files
      .get(posix.join(options.directory, 'mkdocs.yml'))
      ?.content.toString(),
    options.defaultName,
  );
  const sources = filesBelow(
    options.files,
    posix.join(options.directory, config.docsDirectory),
  );
  const pages = renderPages(sources);
  if (![...pages.keys()].some(path => locationOf(path) === '')) {
    throw new Error(
      `There is no ${config.docsDirectory}/index.md: TechDocs opens with that page`,
    );
  }
  const titles = new Map(
    [...pages].map(([path, page]) => [path, titleOf(path, page)]),
  );
  const navigation = buildNavigation(config.nav, titles);
  const site = new Map<string, Buffer>();
  for (const [path, source] of sources) {
    const page = pages.get(path);
    if (page) {
      const location = locationOf(path);
      const text = pageTemplate({
        siteName: config.siteName,
        siteDescription: config.siteDescription,
        title: titles.get(path)!,
        location,
        page,
        navigation,
        stylesheet,
      });
      site.set(`${location}index.html`, Buffer.from(text));
    } else {
      site.set(path, source);
    }
  }
  site.set(stylesheet, theme);
  const search = buildSearchIndex(pages, titles);
  site.set('search/search_index.json', toJson(search));
  site.set(
    'techdocs_metadata.json',
    toJson({
      site_name: config.siteName,
      site_description: config.siteDescription,
      etag: options.commit,
      build_timestamp: options.builtAt.getTime(),
      files: [...site.keys(), 'techdocs_metadata.json'].sort(),
    }),
  );
  return { files: site, pages: pages.size };
}

function filesBelow(
  files: WorkspaceFiles,
  folder: string,
): Map<string, Buffer> {
  const prefix = `${folder}/`;
  return new Map(
    [...files]
      .filter(([path, { link }]) => path.startsWith(prefix) && !link)
      .map(([path, { content }]) => [path.slice(prefix.length), content]),
  );
}

function renderPages(sources: Map<string, Buffer>): Map<string, RenderedPage> {
  return new Map(
    [...sources]
      .filter(([path]) => /\.md$/i.test(path))
      .map(([path, content]) => [
        path,
        renderMarkdown(path, content.toString('utf8')),
      ]),
  );
}

function titleOf(path: string, page: RenderedPage): string {
  return page.title ?? titleOfName(posix.basename(path, posix.extname(path)));
}

function toJson(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
