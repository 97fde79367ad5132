import { Html, html } from './html';

/** More than this in one difference is not read on a page. */
const shownBytes = 400_000;

type FileDiff = { title: string; lines: string[] };

/** A difference as `git diff` writes it, one panel a file. */
export function diffView(text: string, rawUrl: string): Html {
  if (text === '') return html`<p class="quiet">No file is changed.</p>`;
  if (text.length > shownBytes) {
    return html`<p>
      This difference is too long for a page:
      <a href="${rawUrl}">see it as text</a>.
    </p>`;
  }
  return html`${splitFiles(text).map(
    ({ title, lines }) =>
      html`<div class="panel">
        <div class="head"><strong>${title}</strong></div>
        <table class="code">
          ${lines.map(diffLine)}
        </table>
      </div>`,
  )}`;
}

function splitFiles(text: string): FileDiff[] {
  return text
    .split(/^(?=diff --git )/m)
    .filter(Boolean)
    .map(part => {
      const lines = part.trimEnd().split('\n');
      const first = lines.findIndex(line => line.startsWith('@@'));
      const head = lines.slice(0, first < 0 ? lines.length : first);
      return {
        title: titleOf(head),
        lines: first < 0 ? head.slice(1) : lines.slice(first),
      };
    });
}

function titleOf(head: string[]): string {
  const valueOf = (start: string) =>
    head.find(line => line.startsWith(start))?.slice(start.length);
  const from = valueOf('rename from ');
  const to = valueOf('rename to ');
  if (from && to) return `${from} → ${to}`;
  const added = valueOf('+++ b/');
  const removed = valueOf('--- a/');
  if (added) return removed ? added : `${added} (new)`;
  if (removed) return `${removed} (deleted)`;
  return head[0].replace(/^diff --git a\/.* b\//, '');
}

function diffLine(line: string): Html {
  const kinds: Record<string, string> = {
    '+': 'added',
    '-': 'removed',
    '@': 'hunk',
  };
  return html`<tr class="${kinds[line[0]] ?? 'context'}">
    <td>${line}</td>
  </tr>`;
}
