import MarkdownIt from 'markdown-it';
import { admonitions } from './admonitions';
import { resolveLink } from './locations';

type Token = ReturnType<MarkdownIt['parse']>[number];

export type Heading = { level: number; id: string; text: string };

/** A part of a page for the search: from one heading to the next. */
export type Section = { heading?: Heading; text: string };

export type RenderedPage = {
  html: string;
  headings: Heading[];
  sections: Section[];
  /** The first heading of the first level. */
  title?: string;
};

const markdown = new MarkdownIt({ html: true }).use(admonitions);
const fence = markdown.renderer.rules.fence!;
markdown.renderer.rules.fence = (...args) =>
  `<div class="highlight">${fence(...args)}</div>\n`;

/** Renders one Markdown file as Material for MkDocs would, as far as TechDocs' reader cares. */
export function renderMarkdown(source: string, text: string): RenderedPage {
  const tokens = markdown.parse(withoutFrontMatter(text), {});
  const headings = nameHeadings(tokens);
  rewriteLinks(tokens, source);
  return {
    html: markdown.renderer.render(tokens, markdown.options, {}),
    headings,
    sections: toSections(tokens, headings),
    title: headings.find(heading => heading.level === 1)?.text,
  };
}

function withoutFrontMatter(text: string): string {
  return text.replace(/^---\r?\n.*?\r?\n---\r?\n/s, '');
}

/** Gives each heading an id that is unique in the page, and a link to itself. */
function nameHeadings(tokens: Token[]): Heading[] {
  const used = new Set<string>();
  const headings: Heading[] = [];
  tokens.forEach((token, index) => {
    if (token.type !== 'heading_open') return;
    const inline = tokens[index + 1];
    const text = textOf(inline);
    const base = slug(text) || 'section';
    let id = base;
    for (let n = 1; used.has(id); n++) id = `${base}_${n}`;
    used.add(id);
    token.attrSet('id', id);
    headings.push({ level: Number(token.tag.slice(1)), id, text });
    inline.children!.push(permanentLink(id));
  });
  return headings;
}

function permanentLink(id: string): Token {
  const [{ children }] = markdown.parseInline(
    `<a class="headerlink" href="#${id}" title="Permanent link">`,
    {},
  );
  const [link] = children!;
  link.content += '¶</a>';
  return link;
}

function rewriteLinks(tokens: Token[], source: string): void {
  for (const token of tokens) {
    for (const name of ['href', 'src']) {
      const target = token.attrGet(name);
      if (target) token.attrSet(name, resolveLink(source, target));
    }
    if (token.children) rewriteLinks(token.children, source);
  }
}

function toSections(tokens: Token[], headings: Heading[]): Section[] {
  const sections: Section[] = [{ text: '' }];
  const left = [...headings];
  tokens.forEach((token, index) => {
    if (token.type === 'heading_open') {
      sections.push({ heading: left.shift(), text: '' });
    } else if (tokens[index - 1]?.type !== 'heading_open') {
      const text = token.type === 'inline' ? textOf(token) : codeOf(token);
      if (text) sections.at(-1)!.text += `${text}\n`;
    }
  });
  return sections.map(section => ({ ...section, text: section.text.trim() }));
}

function codeOf(token: Token): string {
  return ['fence', 'code_block'].includes(token.type) ? token.content : '';
}

function textOf(token: Token): string {
  return (token.children ?? [])
    .map(child => {
      if (child.type === 'softbreak' || child.type === 'hardbreak') return ' ';
      return ['text', 'code_inline', 'image'].includes(child.type)
        ? child.content
        : '';
    })
    .join('');
}

function slug(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .trim()
    .replace(/[\s-]+/g, '-');
}
