import MarkdownIt from 'markdown-it';
import { posix } from 'node:path';
import { Html } from './html';

export type MarkdownPlace = {
  /** The path below which files are shown: `/shop/quote/src/branch/main`. */
  source: string;
  /** The path below which files are sent as they are: `/shop/quote/raw/branch/main`. */
  raw: string;
  /** The directory of the file that is rendered. */
  directory: string;
};

/** Renders a repository's own text. HTML in it stays text, links within the repository lead to its files here. */
export function renderMarkdown(text: string, place: MarkdownPlace): Html {
  const markdown = new MarkdownIt({ html: false, linkify: true });
  const { rules } = markdown.renderer;
  rules.link_open = (tokens, index, options, _env, self) => {
    const token = tokens[index];
    const href = token.attrGet('href') ?? '';
    token.attrSet('href', within(href, place.source, place.directory));
    token.attrSet('rel', 'nofollow noopener');
    return self.renderToken(tokens, index, options);
  };
  const image = rules.image!;
  rules.image = (tokens, index, options, env, self) => {
    const token = tokens[index];
    const src = token.attrGet('src') ?? '';
    token.attrSet('src', within(src, place.raw, place.directory));
    return image(tokens, index, options, env, self);
  };
  rules.heading_open = (tokens, index, options, _env, self) => {
    tokens[index].attrSet('id', slug(tokens[index + 1].content));
    return self.renderToken(tokens, index, options);
  };
  return new Html(`<div class="text">${markdown.render(text)}</div>`);
}

/** A relative address as one below `root`; anchors and whole addresses stay. */
function within(address: string, root: string, directory: string): string {
  if (/^([a-z][a-z0-9+.-]*:|\/\/|#)/i.test(address)) return address;
  const [, path, rest] = /^([^?#]*)(.*)$/s.exec(address)!;
  const target = posix.join('/', path.startsWith('/') ? '' : directory, path);
  return `${root}${target}${rest}`;
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replace(/\s+/g, '-');
}
