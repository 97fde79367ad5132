import { locationOf } from './locations';
import { RenderedPage } from './renderMarkdown';

export type SearchIndex = {
  config: { lang: string[]; separator: string };
  docs: Array<{ location: string; title: string; text: string }>;
};

/** What MkDocs' search plugin writes, and the portal's search reads: one entry a page and one a section. */
export function buildSearchIndex(
  pages: ReadonlyMap<string, RenderedPage>,
  titles: ReadonlyMap<string, string>,
): SearchIndex {
  return {
    config: { lang: ['en'], separator: '[\\s\\-]+' },
    docs: [...pages].flatMap(([path, page]) => {
      const location = locationOf(path);
      const whole = {
        location,
        title: titles.get(path)!,
        text: page.sections
          .flatMap(({ heading, text }) => [heading?.text ?? '', text])
          .filter(Boolean)
          .join('\n'),
      };
      const parts = page.sections.flatMap(({ heading, text }) =>
        heading && heading.level > 1
          ? [
              {
                location: `${location}#${heading.id}`,
                title: heading.text,
                text,
              },
            ]
          : [],
      );
      return [whole, ...parts];
    }),
  };
}
