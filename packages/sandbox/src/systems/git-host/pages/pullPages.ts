import { encodePath } from '../api/format/contents';
import { isDraft } from '../api/format/pullRequests';
import { diffText } from '../git/changes';
import { listCommitIds, readCommits } from '../git/commits';
import { readBranch } from '../git/refs';
import { mergeabilityOf } from '../pulls/mergeability';
import { mergeObstacle } from '../pulls/mergeObstacle';
import { PullRequestRecord } from '../state/records';
import { diffView } from './diffView';
import { Html, html } from './html';
import { PageContent, when } from './layout';
import { renderMarkdown } from './markdown';
import { RepositoryPageCall } from './PageCall';
import { pageNotFound } from './PageError';
import { checkTable, commitRow, repositoryHead, shortId } from './parts';

export function pullsPage(call: RepositoryPageCall): PageContent {
  const { context, repository, home, req } = call;
  const wanted = req.query.state === 'closed' ? 'closed' : 'open';
  const all = context.state.pullRequestsOf(repository).reverse();
  const shown = all.filter(({ state }) => state === wanted);
  const count = (state: string) =>
    all.filter(one => one.state === state).length;
  return {
    title: `Pull requests · ${repository.name}`,
    body: html`${repositoryHead(call, 'pulls')}
      <p>
        <a href="${home}/pulls">${count('open')} open</a> ·
        <a href="${home}/pulls?state=closed">${count('closed')} closed</a>
      </p>
      ${shown.length === 0
        ? html`<p class="quiet">No ${wanted} pull request.</p>`
        : html`<div class="panel">
            <table class="list">
              ${shown.map(one => pullRow(call, one))}
            </table>
          </div>`}`,
  };
}

function pullRow(call: RepositoryPageCall, one: PullRequestRecord): Html {
  const { context, home } = call;
  return html`<tr>
    <td class="narrow">${stateBadge(one)}</td>
    <td>
      <a href="${home}/pulls/${one.number}">${one.title}</a>
      <span class="quiet">#${one.number} by ${nameOf(call, one.authorId)}</span>
    </td>
    <td class="narrow quiet">${when(one.updatedAt, context.now())}</td>
  </tr>`;
}

export async function pullPage(call: RepositoryPageCall): Promise<PageContent> {
  const { context, git, repository, home, req } = call;
  const pullRequest = context.state.pullRequest(
    repository,
    Number(req.params.number),
  );
  if (!pullRequest) throw pageNotFound();
  const { number, title, headSha, mergeBase } = pullRequest;
  const ids = await listCommitIds(git, { from: headSha, without: [mergeBase] });
  const commits = await readCommits(git, ids);
  return {
    title: `${title} · #${number}`,
    body: html`${repositoryHead(call, 'pulls')}
      <h2 class="title">${title} <span class="quiet">#${number}</span></h2>
      <p>
        ${stateBadge(pullRequest)} ${nameOf(call, pullRequest.authorId)} opened
        it ${when(pullRequest.createdAt, context.now())}:
        <code>${pullRequest.headBranch}</code> into
        <code>${pullRequest.baseBranch}</code>
      </p>
      <p>${await whatNext(call, pullRequest)}</p>
      ${pullRequest.body &&
      html`<div class="panel">
        <div class="body">${text(call, pullRequest.body)}</div>
      </div>`}
      ${checkTable(context, repository, headSha)} ${talk(call, pullRequest)}
      <h2>Commits</h2>
      <div class="panel">
        <table class="list">
          ${commits.map(one => commitRow(call, one))}
        </table>
      </div>
      <h2>Files changed</h2>
      ${diffView(
        await diffText(git, mergeBase, headSha),
        `${home}/pulls/${number}.diff`,
      )}`,
  };
}

function stateBadge(pullRequest: PullRequestRecord): Html {
  if (pullRequest.merged) return html`<span class="badge merged">Merged</span>`;
  if (pullRequest.state === 'closed') {
    return html`<span class="badge bad">Closed</span>`;
  }
  return isDraft(pullRequest)
    ? html`<span class="badge quiet">Draft</span>`
    : html`<span class="badge good">Open</span>`;
}

/** One sentence: what became of it, or what is in its way. */
async function whatNext(
  call: RepositoryPageCall,
  pullRequest: PullRequestRecord,
): Promise<Html> {
  const { context, git, repository, home } = call;
  const { merged, baseBranch, headSha } = pullRequest;
  if (merged) {
    return html`${nameOf(call, merged.byId)} merged it
      ${when(merged.at, context.now())} as
      <a href="${home}/commit/${merged.commit}"
        ><code>${shortId(merged.commit)}</code></a
      >.`;
  }
  if (pullRequest.state === 'closed') return html`It was closed unmerged.`;
  const base = await readBranch(git, baseBranch);
  const can = base ? await mergeabilityOf(git, base, headSha) : 'conflict';
  if (can === 'conflict') {
    return html`It conflicts with <code>${baseBranch}</code>: bring its branch
      up to date first.`;
  }
  if (can === 'nothing') {
    return html`<code>${baseBranch}</code> already has all of it.`;
  }
  const obstacle = await mergeObstacle(context, repository, pullRequest);
  return obstacle
    ? html`It cannot be merged yet: ${obstacle}.`
    : html`It can be merged.`;
}

function talk(
  call: RepositoryPageCall,
  pullRequest: PullRequestRecord,
): Html[] {
  const { state, now } = call.context;
  const words = {
    APPROVED: 'approved it',
    REQUEST_CHANGES: 'asked for changes',
    COMMENT: 'commented',
  };
  const entries = [
    ...state.reviewsOf(pullRequest).map(one => ({
      ...one,
      at: one.submittedAt,
      said: words[one.state],
    })),
    ...state.commentsOf(pullRequest).map(one => ({
      ...one,
      at: one.createdAt,
      said: 'commented',
    })),
  ].sort((one, other) => one.at.localeCompare(other.at));
  return entries.map(
    one =>
      html`<div class="panel" id="issuecomment-${one.id}">
        <div class="head">
          <span
            ><strong>${nameOf(call, one.authorId)}</strong> ${one.said}
            ${when(one.at, now())}</span
          >
        </div>
        ${one.body && html`<div class="body">${text(call, one.body)}</div>`}
      </div>`,
  );
}

function text({ home, repository }: RepositoryPageCall, body: string): Html {
  const branch = repository.defaultBranch;
  return renderMarkdown(body, {
    source: `${home}/src/branch/${encodePath(branch)}`,
    raw: `${home}/raw/branch/${encodePath(branch)}`,
    directory: '',
  });
}

function nameOf({ context }: RepositoryPageCall, id: number): string {
  const user = context.state.userById(id);
  return user?.fullName || user?.name || 'somebody';
}
