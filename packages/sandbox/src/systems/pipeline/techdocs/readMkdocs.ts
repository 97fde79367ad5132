import { parseDocument } from 'yaml';
import { z } from 'zod';

/** One entry of `nav`: a path, or a title with a path or with further entries. */
export type NavEntry =
  | { kind: 'page'; path: string; title?: string }
  | { kind: 'link'; url: string; title: string }
  | { kind: 'section'; title: string; entries: NavEntry[] };

export type MkdocsConfig = {
  siteName: string;
  siteDescription: string;
  /** Below the folder of `mkdocs.yml`. */
  docsDirectory: string;
  nav?: NavEntry[];
};

type RawEntry = string | { [title: string]: string | RawEntry[] };

const rawEntry: z.ZodType<RawEntry> = z.lazy(() =>
  z.union([z.string(), z.record(z.union([z.string(), z.array(rawEntry)]))]),
);

const schema = z.object({
  site_name: z.string().optional(),
  site_description: z.string().nullish(),
  docs_dir: z.string().default('docs'),
  nav: z.array(rawEntry).optional(),
});

/**
 * What of mkdocs.yml decides how a site is read. Themes, plugins and Markdown
 * extensions are Python's: they are passed over.
 *
 * @throws Error for a developer when the file is not as MkDocs takes it
 */
export function readMkdocs(
  text: string | undefined,
  defaultName: string,
): MkdocsConfig {
  // Tags such as `!!python/name:` are common, and of no interest here.
  const document = parseDocument(text ?? '', { logLevel: 'silent' });
  const [syntax] = document.errors;
  if (syntax) {
    throw new Error(`mkdocs.yml is not YAML: ${syntax.message.split('\n')[0]}`);
  }
  const parsed = schema.safeParse(document.toJS() ?? {});
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`mkdocs.yml: ${issue.path.join('.')}: ${issue.message}`);
  }
  const { data } = parsed;
  return {
    siteName: data.site_name ?? defaultName,
    siteDescription: data.site_description ?? '',
    docsDirectory: data.docs_dir,
    nav: data.nav?.flatMap(toEntries),
  };
}

function toEntries(raw: RawEntry): NavEntry[] {
  if (typeof raw === 'string') return [{ kind: 'page', path: raw }];
  return Object.entries(raw).map(([title, value]): NavEntry => {
    if (typeof value !== 'string') {
      return { kind: 'section', title, entries: value.flatMap(toEntries) };
    }
    return /^[a-z]+:/i.test(value)
      ? { kind: 'link', title, url: value }
      : { kind: 'page', title, path: value };
  });
}
