import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import nunjucks from 'nunjucks';

/** Text files by path, as a repository holds them. */
export type Files = Record<string, string>;

/**
 * Renders a folder as the scaffolder's `fetch:template` does: `${{ }}` in
 * contents and in paths, a value as `values.<name>`.
 *
 * @see https://backstage.io/docs/features/software-templates/builtin-actions
 */
export function renderTemplate(
  folder: string,
  values: Record<string, unknown>,
  options: { copyWithoutTemplating?: (path: string) => boolean } = {},
): Files {
  const environment = new nunjucks.Environment([], {
    autoescape: false,
    throwOnUndefined: true,
    tags: { variableStart: '${{', variableEnd: '}}' },
  });
  environment.addFilter('dump', value => JSON.stringify(value));
  const files: Files = {};
  for (const entry of readdirSync(folder, {
    withFileTypes: true,
    recursive: true,
  })) {
    if (!entry.isFile()) continue;
    const full = join(entry.parentPath, entry.name);
    const path = environment.renderString(relative(folder, full), { values });
    const content = readFileSync(full, 'utf8');
    files[path] = options.copyWithoutTemplating?.(path)
      ? content
      : environment.renderString(content, { values });
  }
  return files;
}
