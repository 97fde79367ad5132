import { diffText } from '../git/changes';
import {
  listCommitIds,
  readCommit,
  readCommits,
  subjectOf,
} from '../git/commits';
import { isAbbreviatedId } from '../git/names';
import { listRefs, resolveRef } from '../git/refs';
import { newestOfEachContext } from '../statuses/combine';
import { diffView } from './diffView';
import { Html, html } from './html';
import { PageContent, when } from './layout';
import { findPlace, placeUrl, RepositoryPageCall } from './PageCall';
import { pageNotFound } from './PageError';
import {
  author,
  checkLink,
  checkTable,
  commitRow,
  repositoryHead,
  shortId,
  stateWord,
} from './parts';

const commitsPerPage = 50;
const checksPerPage = 100;

export async function commitsPage(
  call: RepositoryPageCall,
): Promise<PageContent> {
  const { git, home, req } = call;
  const { kind, 0: rest } = req.params;
  const { ref, commit, path } = await findPlace(git, kind, rest);
  const page = Math.max(Number(req.query.page) || 1, 1);
  const ids = await listCommitIds(git, {
    from: commit.id,
    path,
    limit: page * commitsPerPage + 1,
  });
  const start = (page - 1) * commitsPerPage;
  const commits = await readCommits(
    git,
    ids.slice(start, start + commitsPerPage),
  );
  const hasMore = ids.length > start + commitsPerPage;
  return {
    title: `Commits · ${path || ref.name}`,
    body: html`${repositoryHead(call, 'commits')}
      <p>
        Commits on
        <a href="${placeUrl(home, 'src', ref)}" class="badge">${ref.name}</a>
        ${path && html`that changed <code>${path}</code>`}
      </p>
      <div class="panel">
        <table class="list">
          ${commits.map(one => commitRow(call, one))}
        </table>
      </div>
      <p>
        ${page > 1 && html`<a href="?page=${page - 1}">Newer</a>`}
        ${hasMore && html`<a href="?page=${page + 1}">Older</a>`}
      </p>`,
  };
}

export async function commitPage(
  call: RepositoryPageCall,
): Promise<PageContent> {
  const { context, git, repository, home, req } = call;
  const { sha } = req.params;
  const commit = isAbbreviatedId(sha) ? await readCommit(git, sha) : undefined;
  if (!commit) throw pageNotFound();
  const [parent] = commit.parents;
  const body = commit.message.slice(subjectOf(commit).length).trim();
  return {
    title: subjectOf(commit),
    body: html`${repositoryHead(call, 'commits')}
      <div class="panel">
        <div class="head"><strong>${subjectOf(commit)}</strong></div>
        <div class="body">
          ${author(commit.author)} committed
          ${when(commit.committer.date, context.now())} ·
          <code>${commit.id}</code>
          ${commit.parents.map(
            id => html`· parent
              <a href="${home}/commit/${id}"><code>${shortId(id)}</code></a>`,
          )}
          · <a href="${home}/src/commit/${commit.id}">Files</a>
          ${body && html`<pre class="message">${body}</pre>`}
        </div>
      </div>
      ${checkTable(context, repository, commit.id)}
      ${diffView(
        await diffText(git, parent, commit.id),
        `${home}/commit/${commit.id}.diff`,
      )}`,
  };
}

export async function branchesPage(
  call: RepositoryPageCall,
): Promise<PageContent> {
  const { git, home, repository } = call;
  const refs = await listRefs(git, 'refs/heads/');
  const rows = await Promise.all(
    refs.map(async ({ name, id }) => {
      const branch = name.slice('refs/heads/'.length);
      const ref = { kind: 'branch' as const, name: branch, commit: id };
      const commit = await readCommit(git, id);
      return html`<tr>
        <td>
          <a href="${placeUrl(home, 'src', ref)}">${branch}</a>
          ${branch === repository.defaultBranch &&
          html`<span class="badge">Default</span>`}
        </td>
        <td class="quiet">${commit && subjectOf(commit)}</td>
        <td class="narrow quiet">
          ${commit && when(commit.committer.date, call.context.now())}
        </td>
      </tr>`;
    }),
  );
  return {
    title: `Branches · ${repository.name}`,
    body: html`${repositoryHead(call, 'code')}
      <div class="panel">
        <table class="list">
          ${rows}
        </table>
      </div>`,
  };
}

export async function comparePage(
  call: RepositoryPageCall,
): Promise<PageContent> {
  const { git, home, req } = call;
  const [, base, head] = /^(.+?)\.{2,3}(.+)$/.exec(req.params[0]) ?? [];
  const [from, to] = await Promise.all(
    [base, head].map(name => (name ? resolveRef(git, name) : undefined)),
  );
  if (!from || !to) throw pageNotFound();
  const ids = await listCommitIds(git, {
    from: to.commit,
    without: [from.commit],
  });
  const commits = await readCommits(git, ids.slice(0, commitsPerPage));
  return {
    title: `${base}...${head}`,
    body: html`${repositoryHead(call, 'commits')}
      <p>
        ${ids.length} ${ids.length === 1 ? 'commit' : 'commits'} in
        <code>${head}</code> that ${ids.length === 1 ? 'is' : 'are'} not in
        <code>${base}</code>
      </p>
      <div class="panel">
        <table class="list">
          ${commits.map(one => commitRow(call, one))}
        </table>
      </div>
      ${diffView(
        await diffText(git, from.commit, to.commit),
        `${home}/commit/${to.commit}.diff`,
      )}`,
  };
}

/** What ran for the repository's newest commits, each with the way to where it ran. */
export async function actionsPage(
  call: RepositoryPageCall,
): Promise<PageContent> {
  const { context, git, repository, home } = call;
  const all = context.state.statuses.filter(
    ({ repositoryId }) => repositoryId === repository.id,
  );
  const commits = [...new Set(all.map(({ sha }) => sha))].reverse();
  const rows: Html[] = [];
  for (const sha of commits.slice(0, checksPerPage)) {
    const commit = await readCommit(git, sha);
    const newest = newestOfEachContext(all.filter(one => one.sha === sha));
    rows.push(
      ...newest.map(
        status =>
          html`<tr>
            <td class="narrow">${stateWord(status.state)}</td>
            <td>${checkLink(status)}</td>
            <td>
              <a href="${home}/commit/${sha}"
                >${commit ? subjectOf(commit) : shortId(sha)}</a
              >
            </td>
            <td class="narrow quiet">
              ${when(status.createdAt, context.now())}
            </td>
          </tr>`,
      ),
    );
  }
  return {
    title: `Actions · ${repository.name}`,
    body: html`${repositoryHead(call, 'actions')}
    ${rows.length === 0
      ? html`<p class="quiet">
          Nothing has reported on a commit of this repository yet.
        </p>`
      : html`<div class="panel">
          <table class="list">
            ${rows}
          </table>
        </div>`}`,
  };
}
