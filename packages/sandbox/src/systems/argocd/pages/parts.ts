import { Html, html } from '../../../http/html';
import { isCommitSha } from '../git/resolveRevision';
import { HealthStatusCode, SyncStatusCode } from '../objects/Application';

const healthLook: Record<HealthStatusCode, string> = {
  Healthy: 'ok',
  Progressing: 'busy',
  Suspended: 'busy',
  Missing: 'busy',
  Degraded: 'bad',
  Unknown: 'quiet',
};

export function healthText(status: HealthStatusCode | undefined): Html {
  const shown = status ?? 'Unknown';
  return html`<span class="${healthLook[shown]}">${shown}</span>`;
}

export function syncText(status: SyncStatusCode | undefined): Html {
  const shown = status || 'Unknown';
  const look = { Synced: 'ok', OutOfSync: 'busy', Unknown: 'quiet' }[shown];
  return html`<span class="${look}">${shown}</span>`;
}

/** Repositories are addressed by what others wrote: only web addresses become links. */
function webAddress(repoURL: string | undefined): string | undefined {
  return repoURL && /^https?:\/\//.test(repoURL)
    ? repoURL.replace(/\.git$/, '')
    : undefined;
}

export function repositoryLink(repoURL: string | undefined): Html {
  const url = webAddress(repoURL);
  return url ? html`<a href="${url}">${repoURL}</a>` : html`${repoURL}`;
}

/** A revision as a link to its commit on the Git host. */
export function revisionLink(
  repoURL: string | undefined,
  revision: string | undefined,
): Html {
  if (!revision) return html`<span class="quiet">none</span>`;
  const url = webAddress(repoURL);
  if (!url || !isCommitSha(revision)) return html`<code>${revision}</code>`;
  return html`<a href="${url}/commit/${revision}"
    ><code>${revision.slice(0, 7)}</code></a
  >`;
}

export function timeText(time: string | undefined): Html {
  return time
    ? html`<time datetime="${time}">${time.replace('T', ' ')}</time>`
    : html`<span class="quiet">never</span>`;
}

/** A table that scrolls by itself where it is wider than a phone. */
export function wideTable(options: {
  label: string;
  columns: readonly string[];
  rows: Html[];
}): Html {
  const { label, columns, rows } = options;
  return html`<div
    style="overflow-x: auto"
    role="region"
    aria-label="${label}"
    tabindex="0"
  >
    <table>
      <thead>
        <tr>
          ${columns.map(column => html`<th scope="col">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}
