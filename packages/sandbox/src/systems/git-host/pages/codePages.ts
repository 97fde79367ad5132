import { ContentsEntry, encodePath } from '../api/format/contents';
import { contentTypeOf } from '../api/rawHeaders';
import { readContents } from '../contents/readContents';
import { subjectOf } from '../git/commits';
import { resolveRef } from '../git/refs';
import { Html, html } from './html';
import { PageContent, when } from './layout';
import { renderMarkdown } from './markdown';
import { findPlace, Place, placeUrl, RepositoryPageCall } from './PageCall';
import { pageNotFound } from './PageError';
import { author, commitRow, repositoryHead } from './parts';

const shownBytes = 1_000_000;

/** A repository's first page: what it is, how to clone it, its files and its README. */
export async function repositoryPage(
  call: RepositoryPageCall,
): Promise<PageContent> {
  const { git, repository } = call;
  if (!(await resolveRef(git, repository.defaultBranch))) {
    return {
      title: repository.name,
      body: html`${repositoryHead(call, 'code')} ${cloneLine(call)}
        <p>Nothing was pushed to this repository yet.</p>`,
    };
  }
  const place = await findPlace(git, 'branch', repository.defaultBranch);
  return codePage(call, place);
}

export async function sourcePage(
  call: RepositoryPageCall,
): Promise<PageContent> {
  const { kind, 0: rest } = call.req.params;
  return codePage(call, await findPlace(call.git, kind, rest));
}

async function codePage(
  call: RepositoryPageCall,
  place: Place,
): Promise<PageContent> {
  const { git, repository } = call;
  const found = await readContents(git, place.commit, place.path);
  if (!found) throw pageNotFound();
  const title = place.path || repository.name;
  const content = Array.isArray(found)
    ? await directoryView(call, place, found)
    : fileView(call, place, found);
  return {
    title: `${title} · ${place.ref.name}`,
    body: html`${repositoryHead(call, 'code')} ${!place.path && cloneLine(call)}
    ${breadcrumb(call, place)} ${content}`,
  };
}

function cloneLine({ context, repository, home }: RepositoryPageCall): Html {
  const url = `${context.publicUrl()}${home}.git`;
  const count = repository.branchCount;
  return html`<p class="clone">
    <span>Clone</span> <code>git clone ${url}</code>
    <a href="${home}/branches"
      >${count} ${count === 1 ? 'branch' : 'branches'}</a
    >
  </p>`;
}

function breadcrumb(
  { repository, home }: RepositoryPageCall,
  place: Place,
): Html {
  const segments = place.path.split('/').filter(Boolean);
  const name =
    place.ref.kind === 'commit' ? place.ref.name.slice(0, 7) : place.ref.name;
  return html`<p>
    <span class="badge">${name}</span>
    <a href="${placeUrl(home, 'src', place.ref)}">${repository.name}</a>
    ${segments.map((segment, index) => {
      const path = segments.slice(0, index + 1).join('/');
      return html` /
        <a href="${placeUrl(home, 'src', place.ref, path)}">${segment}</a>`;
    })}
    · <a href="${placeUrl(home, 'commits', place.ref, place.path)}">History</a>
  </p>`;
}

async function directoryView(
  call: RepositoryPageCall,
  place: Place,
  entries: ContentsEntry[],
): Promise<Html> {
  const { home, context } = call;
  const isDirectory = ({ entry }: ContentsEntry) => entry.type === 'tree';
  const sorted = [
    ...entries.filter(isDirectory),
    ...entries.filter(one => !isDirectory(one)),
  ];
  return html`<div class="panel">
      <table class="list">
        ${commitRow(call, place.commit)}
      </table>
    </div>
    <div class="panel">
      <table class="list">
        ${sorted.map(
          ({ entry, lastCommit }) =>
            html`<tr>
              <td>
                <a href="${placeUrl(home, 'src', place.ref, entry.path)}"
                  >${entry.name}${entry.type === 'tree' && '/'}</a
                >
              </td>
              <td class="quiet">
                <a class="quiet" href="${home}/commit/${lastCommit.id}"
                  >${subjectOf(lastCommit)}</a
                >
              </td>
              <td class="narrow quiet">
                ${when(lastCommit.committer.date, context.now())}
              </td>
            </tr>`,
        )}
      </table>
    </div>
    ${await readmeView(call, place, entries)}`;
}

async function readmeView(
  call: RepositoryPageCall,
  place: Place,
  entries: ContentsEntry[],
): Promise<Html | undefined> {
  const readme = entries.find(
    ({ entry }) => entry.type === 'blob' && /^readme\.md$/i.test(entry.name),
  );
  const blob = readme && (await call.git.read(readme.entry.id));
  if (!readme || !blob) return undefined;
  return html`<div class="panel">
    <div class="head"><strong>${readme.entry.name}</strong></div>
    <div class="body">
      ${markdownView(call, place, place.path, blob.content.toString())}
    </div>
  </div>`;
}

function markdownView(
  { home }: RepositoryPageCall,
  { ref }: Place,
  directory: string,
  text: string,
): Html {
  return renderMarkdown(text, {
    source: placeUrl(home, 'src', ref),
    raw: placeUrl(home, 'raw', ref),
    directory: encodePath(directory),
  });
}

function fileView(
  call: RepositoryPageCall,
  place: Place,
  { entry, size, content = Buffer.alloc(0), lastCommit }: ContentsEntry,
): Html {
  const { home, context } = call;
  const rawUrl = placeUrl(home, 'raw', place.ref, place.path);
  const isMarkdown = /\.md$/i.test(entry.name);
  const asSource = call.req.query.display === 'source';
  return html`<div class="panel">
    <div class="head">
      <strong>${entry.name}</strong>
      <span class="quiet">${size} bytes</span>
      <a href="${rawUrl}">Raw</a>
      ${isMarkdown &&
      (asSource
        ? html`<a href="?display=rendered">Rendered</a>`
        : html`<a href="?display=source">Source</a>`)}
      <span class="quiet">
        <a href="${home}/commit/${lastCommit.id}">${subjectOf(lastCommit)}</a>
        by ${author(lastCommit.author)},
        ${when(lastCommit.committer.date, context.now())}
      </span>
    </div>
    ${isMarkdown && !asSource
      ? html`<div class="body">
          ${markdownView(
            call,
            place,
            place.path.split('/').slice(0, -1).join('/'),
            content.toString(),
          )}
        </div>`
      : plainView(content, contentTypeOf(entry.name, content), rawUrl)}
  </div>`;
}

function plainView(content: Buffer, type: string, rawUrl: string): Html {
  if (type.startsWith('image/')) {
    return html`<div class="body text"><img src="${rawUrl}" alt="" /></div>`;
  }
  if (!type.startsWith('text/') || content.length > shownBytes) {
    return html`<div class="body">
      This file is not text, or too long for a page:
      <a href="${rawUrl}">get it as it is</a>.
    </div>`;
  }
  const lines = content.toString().replace(/\n$/, '').split('\n');
  return html`<table class="code">
    ${lines.map(
      (line, index) =>
        html`<tr id="L${index + 1}">
          <td class="number"><a href="#L${index + 1}">${index + 1}</a></td>
          <td>${line}</td>
        </tr>`,
    )}
  </table>`;
}
