/** Markup that is safe to send: what came from outside has been escaped. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = Html | string | number | undefined | Part[];

/** A template tag: every value is escaped, unless it is markup itself; lists are joined. */
export function html(strings: TemplateStringsArray, ...values: Part[]): Html {
  return new Html(
    strings.reduce((text, next, i) => text + render(values[i - 1]) + next),
  );
}

const style = `
:root { color-scheme: light dark; --line: #8885; --quiet: #767676; --ok: #1a7f37; --bad: #cf222e; --busy: #9a6700; }
@media (prefers-color-scheme: dark) { :root { --quiet: #9a9a9a; --ok: #3fb950; --bad: #f85149; --busy: #d29922; } }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0; }
header { padding: .75rem 1.5rem; border-bottom: 1px solid var(--line); }
header a { font-weight: 600; text-decoration: none; color: inherit; }
summary { cursor: pointer; padding: .2rem 0; }
button { font: inherit; margin-top: 1rem; padding: .4rem 1rem; }
small, .quiet { color: var(--quiet); }
main { max-width: 70rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.5rem; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
code, pre { font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; border-left: 3px solid var(--line); padding-left: 1rem; }
.ok { color: var(--ok); } .bad { color: var(--bad); } .busy { color: var(--busy); }
`;

/** A whole page in the sandbox's plain look: readable on a phone and in the dark. */
export function htmlPage(options: {
  title: string;
  /** Whose page it is, e.g. `Registry`. */
  system: string;
  /** How often a page whose content is still changing loads itself again. */
  refreshSeconds?: number;
  body: Html;
}): string {
  const { title, system, refreshSeconds, body } = options;
  return `<!doctype html>\n${
    html`<html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        ${refreshSeconds
          ? html`<meta http-equiv="refresh" content="${refreshSeconds}" />`
          : undefined}
        <title>${title} · ${system}</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        <header><a href="/">${system}</a> <small>sandbox</small></header>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html> `.text
  }`;
}

function render(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Html) return part.text;
  if (Array.isArray(part)) return part.map(render).join('');
  return escapeHtml(String(part));
}

function escapeHtml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}
