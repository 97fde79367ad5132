import MarkdownIt from 'markdown-it';

const opening = /^!!!\s+([\w-]+)(?:\s+"([^"]*)")?\s*$/;

/** `!!! warning "Title"` with an indented block below it, as in Material for MkDocs. */
export function admonitions(markdown: MarkdownIt): void {
  markdown.block.ruler.before(
    'fence',
    'admonition',
    (state, startLine, endLine, silent) => {
      const lineOf = (line: number) =>
        state.src.slice(
          state.bMarks[line] + state.tShift[line],
          state.eMarks[line],
        );
      const found = opening.exec(lineOf(startLine));
      if (!found) return false;
      if (silent) return true;

      let nextLine = startLine + 1;
      while (
        nextLine < endLine &&
        (state.isEmpty(nextLine) ||
          state.sCount[nextLine] >= state.blkIndent + 4)
      ) {
        nextLine += 1;
      }
      const [, kind, title = capitalize(kind)] = found;
      const token = state.push('admonition_open', 'div', 1);
      token.attrSet('class', `admonition ${kind}`);
      if (title) {
        state
          .push('paragraph_open', 'p', 1)
          .attrSet('class', 'admonition-title');
        const inline = state.push('inline', '', 0);
        inline.content = title;
        inline.children = [];
        state.push('paragraph_close', 'p', -1);
      }
      const { blkIndent, lineMax, parentType } = state;
      state.blkIndent += 4;
      state.lineMax = nextLine;
      state.md.block.tokenize(state, startLine + 1, nextLine);
      Object.assign(state, { blkIndent, lineMax, parentType, line: nextLine });
      state.push('admonition_close', 'div', -1);
      return true;
    },
    { alt: ['paragraph', 'reference', 'blockquote', 'list'] },
  );
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
