import { UserRecord } from '../state/records';
import { Html, html, HtmlValue } from './html';
import { style } from './style';

export type PageContent = {
  title: string;
  body: HtmlValue;
};

/** The frame of every page. */
export function renderPage(
  { title, body }: PageContent,
  options: { viewer: UserRecord | undefined; path: string },
): string {
  const { viewer, path } = options;
  const page = html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Git host</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        <header class="top">
          <a href="/"><strong>Git host</strong></a>
          <div class="who">${who(viewer, path)}</div>
        </header>
        <main>${body}</main>
        <footer>
          Stand-in for Gitea 1.26 on this machine. The repositories are real:
          clone them, push to them.
        </footer>
      </body>
    </html>`;
  return page.text;
}

function who(viewer: UserRecord | undefined, path: string): Html {
  if (!viewer) {
    const back = encodeURIComponent(path);
    return html`<a href="/user/login?redirect_to=${back}">Sign in</a>`;
  }
  return html`<span>Signed in as ${viewer.fullName || viewer.name}</span>
    <form class="plain" method="post" action="/user/logout">
      <button>Sign out</button>
    </form>`;
}

/** A moment in words, exact on hover. */
export function when(time: Date | string, now: Date): Html {
  const date = new Date(time);
  const exact = date.toISOString();
  return html`<time datetime="${exact}" title="${exact}"
    >${relative(date, now)}</time
  >`;
}

const units: Array<[seconds: number, unit: string]> = [
  [365 * 86_400, 'year'],
  [30 * 86_400, 'month'],
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
];

function relative(date: Date, now: Date): string {
  const seconds = Math.floor((now.getTime() - date.getTime()) / 1000);
  const [size, unit] = units.find(([length]) => seconds >= length) ?? [];
  if (!size) return seconds < 0 ? 'in the future' : 'just now';
  const count = Math.floor(seconds / size);
  return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
}
