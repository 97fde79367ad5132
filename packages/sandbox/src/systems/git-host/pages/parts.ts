import { encodePath } from '../api/format/contents';
import { Commit, Signature, subjectOf } from '../git/commits';
import { GitHostContext } from '../GitHostContext';
import { RepositoryRecord, StatusRecord } from '../state/records';
import { newestOfEachContext, statusesOf } from '../statuses/combine';
import { Html, html } from './html';
import { when } from './layout';
import { RepositoryPageCall } from './PageCall';

type Tab = 'code' | 'commits' | 'pulls' | 'actions';

/** The name of a repository, its one line, and the way to its pages. */
export function repositoryHead(
  { context, owner, repository, home }: RepositoryPageCall,
  current: Tab,
): Html {
  const open = context.state.pullRequestsOf(
    repository,
    one => one.state === 'open',
  ).length;
  const tabs: Array<[tab: Tab, path: string, name: string]> = [
    ['code', '', 'Code'],
    [
      'commits',
      `/commits/branch/${encodePath(repository.defaultBranch)}`,
      'Commits',
    ],
    ['pulls', '/pulls', `Pull requests (${open})`],
    ['actions', '/actions', 'Actions'],
  ];
  return html`<h1>
      <a href="/${owner.name}">${owner.name}</a> /
      <a href="${home}">${repository.name}</a>
      ${repository.private && html`<span class="badge">Private</span>`}
    </h1>
    ${repository.description &&
    html`<p class="lead">${repository.description}</p>`}
    <nav class="tabs" aria-label="Repository">
      ${tabs.map(([tab, path, name]) =>
        tab === current
          ? html`<a href="${home}${path}" aria-current="page">${name}</a>`
          : html`<a href="${home}${path}">${name}</a>`,
      )}
    </nav>`;
}

export function shortId(id: string): string {
  return id.slice(0, 7);
}

/** A person as a commit names them. */
export function author({ name, email }: Signature): Html {
  return html`<span title="${email}">${name}</span>`;
}

/** One line for a commit: its subject, who, when, and what checks say. */
export function commitRow(
  { context, repository, home }: RepositoryPageCall,
  commit: Commit,
): Html {
  return html`<tr>
    <td>
      <a href="${home}/commit/${commit.id}">${subjectOf(commit)}</a>
      ${checkMarks(context, repository, commit.id)}
    </td>
    <td class="narrow quiet roomy">${author(commit.author)}</td>
    <td class="narrow quiet">${when(commit.committer.date, context.now())}</td>
    <td class="narrow">
      <a href="${home}/commit/${commit.id}"
        ><code>${shortId(commit.id)}</code></a
      >
    </td>
  </tr>`;
}

/** What each state is called and looks like: never by colour alone. */
export function stateWord(state: string): Html {
  switch (state) {
    case 'success':
      return html`<span class="good">✓ Succeeded</span>`;
    case 'failure':
    case 'error':
      return html`<span class="bad">✗ Failed</span>`;
    case 'pending':
      return html`<span class="busy">○ Running</span>`;
    default:
      return html`<span class="quiet">${state}</span>`;
  }
}

/** The newest of each check on a commit, as a table; nothing when there is none. */
export function checkTable(
  context: GitHostContext,
  repository: RepositoryRecord,
  sha: string,
): Html | undefined {
  const statuses = newestOfEachContext(
    statusesOf(context.state, repository, sha),
  );
  if (statuses.length === 0) return undefined;
  return html`<div class="panel">
    <div class="head"><strong>Checks</strong></div>
    <table class="list">
      ${statuses.map(
        status =>
          html`<tr>
            <td class="narrow">${stateWord(status.state)}</td>
            <td>${checkLink(status)}</td>
            <td class="quiet">${status.description}</td>
            <td class="narrow quiet">
              ${when(status.createdAt, context.now())}
            </td>
          </tr>`,
      )}
    </table>
  </div>`;
}

/** A check's name, linked to where it ran; only to addresses of the web. */
export function checkLink({ context, targetUrl }: StatusRecord): Html {
  return /^(https?:\/\/|\/(?!\/))/.test(targetUrl)
    ? html`<a href="${targetUrl}" rel="nofollow noopener">${context}</a>`
    : html`${context}`;
}

function checkMarks(
  { state }: GitHostContext,
  repository: RepositoryRecord,
  sha: string,
): Html[] {
  const marks: Record<string, Html> = {
    success: html`<span class="good" aria-hidden="true">✓</span>`,
    pending: html`<span class="busy" aria-hidden="true">○</span>`,
  };
  const failed = html`<span class="bad" aria-hidden="true">✗</span>`;
  return newestOfEachContext(statusesOf(state, repository, sha)).map(
    status =>
      html` <span
        role="img"
        aria-label="${status.context}: ${status.state}"
        title="${status.context}: ${status.state}"
        >${marks[status.state] ?? failed}</span
      >`,
  );
}
