import { listRefs, resolveRef } from '../../git/refs';
import { isObjectId } from '../../git/names';
import { findEntry, readTree, walkTree } from '../../git/trees';
import { archive } from '../../git/archive';
import { lastCommit, sizeOf } from '../../contents/readContents';
import { RepositoryCall, ApiRouter } from '../ApiRouter';
import { Answer, content, ok } from '../answers';
import { ApiError, notFound } from '../ApiError';
import { urlsOf } from '../format/commits';
import { flag, queryText } from '../forms';
import { contentTypeOf, rawHeaders } from '../rawHeaders';
import { resolveCommit } from '../resolveCommit';

const entriesPerPage = 1000;

/** What git itself keeps: raw files, blobs, trees, refs, archives. */
export function addGitObjectRoutes(api: ApiRouter): void {
  const { context } = api;

  const raw = async (call: RepositoryCall): Promise<Answer> => {
    const { req, git, repository } = call;
    const path = req.params[0];
    const { commit } = await resolveCommit(
      git,
      queryText(req.query.ref) ?? repository.defaultBranch,
    );
    const entry = await findEntry(git, commit.tree, path);
    const blob = entry?.type === 'blob' && (await git.read(entry.id));
    if (!entry || !blob) throw notFound();
    return content(
      blob.content,
      contentTypeOf(path, blob.content),
      rawHeaders(entry.name, blob.id, await lastCommit(git, commit, path)),
    );
  };
  api.reading('/raw/*', raw);
  api.reading('/media/*', raw);

  api.reading('/git/blobs/:sha', async ({ req, git, repository }) => {
    const { sha } = req.params;
    const blob = isObjectId(sha) ? await git.read(sha) : undefined;
    if (blob?.type !== 'blob') throw notFound();
    const { api: apiUrl } = urlsOf(context, repository);
    return ok({
      content: blob.content.toString('base64'),
      encoding: 'base64',
      url: `${apiUrl}/git/blobs/${blob.id}`,
      sha: blob.id,
      size: blob.size,
    });
  });

  api.reading('/git/trees/:sha', async ({ req, git, repository }) => {
    const { sha } = req.params;
    const resolved = await resolveRef(git, sha);
    const wanted = resolved?.commit ?? (isObjectId(sha) ? sha : undefined);
    const object = wanted && (await git.read(`${wanted}^{tree}`));
    if (!object) throw notFound();
    const recursive =
      req.query.recursive !== undefined && flag(req.query.recursive);
    const entries = recursive
      ? await walkTree(git, object.id)
      : (await readTree(git, object.id)).map(entry => ({
          ...entry,
          path: entry.name,
        }));
    const page = Math.max(Number(req.query.page) || 1, 1);
    const perPage = Math.min(
      Number(req.query.per_page) || entriesPerPage,
      entriesPerPage,
    );
    const shown = entries.slice((page - 1) * perPage, page * perPage);
    const { api: apiUrl } = urlsOf(context, repository);
    // Gitea answers with the id that was asked for, a commit's as well.
    const id = resolved?.commit ?? object.id;
    return ok(
      {
        sha: id,
        url: `${apiUrl}/git/trees/${id}`,
        tree: await Promise.all(
          shown.map(async entry => ({
            path: entry.path,
            mode: entry.mode.padStart(6, '0'),
            type: entry.type,
            size: await sizeOf(git, entry.type, entry.id),
            sha: entry.id,
            url: `${apiUrl}/git/${entry.type}s/${entry.id}`,
          })),
        ),
        truncated: entries.length > page * perPage,
        page,
        total_count: entries.length,
      },
      {
        'X-Total-Count': String(entries.length),
        'Access-Control-Expose-Headers': 'X-Total-Count',
      },
    );
  });

  const refs = async ({ req, git, repository }: RepositoryCall) => {
    const prefix = `refs/${req.params[0] ?? ''}`;
    const { api: apiUrl } = urlsOf(context, repository);
    const found = (await listRefs(git)).filter(({ name }) =>
      name.startsWith(prefix),
    );
    if (found.length === 0) throw notFound();
    return ok(
      found.map(({ name, id, type }) => ({
        ref: name,
        url: `${apiUrl}/git/${name}`,
        object: { type, sha: id, url: `${apiUrl}/git/${type}s/${id}` },
      })),
    );
  };
  api.reading('/git/refs', refs);
  api.reading('/git/refs/*', refs);

  api.reading('/archive/*', async ({ req, git, repository }) => {
    const [, name, format] = /^(.+)\.(tar\.gz|zip)$/.exec(req.params[0]) ?? [];
    if (!name) throw notFound();
    const ref = await resolveRef(git, name);
    if (!ref) {
      throw new ApiError(404, `unrecognized repository reference: ${name}`);
    }
    const { api: apiUrl } = urlsOf(context, repository);
    const immutable = `${apiUrl}/archive/${ref.commit}.${format}?rev=${ref.commit}`;
    const file = `${repository.name}-${name.replace(/\//g, '-')}.${format}`;
    return content(
      await archive(git, {
        commit: ref.commit,
        directory: repository.name.toLowerCase(),
        format: format === 'zip' ? 'zip' : 'tar.gz',
      }),
      'application/octet-stream',
      {
        'Content-Disposition': `attachment; filename="${file.replace(
          /"/g,
          '',
        )}"`,
        Link: `<${immutable}>; rel="immutable"`,
      },
    );
  });

  api.reading('/languages', () => ok({}));
}
