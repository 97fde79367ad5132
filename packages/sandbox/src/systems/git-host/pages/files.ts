import { Answer, content } from '../api/answers';
import { contentTypeOf, rawHeaders } from '../api/rawHeaders';
import { lastCommit } from '../contents/readContents';
import { archive } from '../git/archive';
import { diffText, patchText } from '../git/changes';
import { readCommit } from '../git/commits';
import { isAbbreviatedId } from '../git/names';
import { resolveRef } from '../git/refs';
import { findEntry } from '../git/trees';
import { findPlace, RepositoryPageCall } from './PageCall';
import { pageNotFound } from './PageError';

const plainText = 'text/plain; charset=utf-8';

/** A file as it is. */
export async function rawFile(call: RepositoryPageCall): Promise<Answer> {
  const { git, req } = call;
  const { commit, path } = await findPlace(git, req.params.kind, req.params[0]);
  const entry = await findEntry(git, commit.tree, path);
  const blob = entry?.type === 'blob' && (await git.read(entry.id));
  if (!entry || !blob) throw pageNotFound();
  return content(
    blob.content,
    contentTypeOf(path, blob.content),
    rawHeaders(entry.name, blob.id, await lastCommit(git, commit, path)),
  );
}

export async function archiveFile(call: RepositoryPageCall): Promise<Answer> {
  const { git, req, repository } = call;
  const [, name, format] = /^(.+)\.(tar\.gz|zip)$/.exec(req.params[0]) ?? [];
  const ref = name ? await resolveRef(git, name) : undefined;
  if (!ref) throw pageNotFound();
  const file = `${repository.name}-${name.replace(/[^\w.-]/g, '-')}.${format}`;
  return content(
    await archive(git, {
      commit: ref.commit,
      directory: repository.name.toLowerCase(),
      format: format === 'zip' ? 'zip' : 'tar.gz',
    }),
    'application/octet-stream',
    { 'Content-Disposition': `attachment; filename="${file}"` },
  );
}

export async function commitDiff(call: RepositoryPageCall): Promise<Answer> {
  const { git, req } = call;
  const { sha, ending } = req.params;
  const commit = isAbbreviatedId(sha) ? await readCommit(git, sha) : undefined;
  if (!commit) throw pageNotFound();
  const [parent] = commit.parents;
  return content(
    ending === 'patch' && parent
      ? await patchText(git, parent, commit.id)
      : await diffText(git, parent, commit.id),
    plainText,
  );
}

export async function pullDiff(call: RepositoryPageCall): Promise<Answer> {
  const { context, git, repository, req } = call;
  const number = Number(req.params.number);
  const pullRequest = context.state.pullRequest(repository, number);
  if (!pullRequest) throw pageNotFound();
  const { mergeBase, headSha } = pullRequest;
  return content(
    req.params.ending === 'patch'
      ? await patchText(git, mergeBase, headSha)
      : await diffText(git, mergeBase, headSha),
    plainText,
  );
}
