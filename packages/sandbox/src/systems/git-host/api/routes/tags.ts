import { z } from 'zod';
import { BareRepository } from '../../git/BareRepository';
import { parseSignature, readCommit } from '../../git/commits';
import { isObjectId, isRefName, tagRef } from '../../git/names';
import { listRefs, Ref, resolveRef, updateRefs } from '../../git/refs';
import { announceRefChanges } from '../../pushes/announceRefChanges';
import { identityOf, RepositoryRecord, UserRecord } from '../../state/records';
import { created, noContent, ok } from '../answers';
import { ApiError, notFound, unprocessable } from '../ApiError';
import { ApiRouter } from '../ApiRouter';
import { urlsOf } from '../format/commits';
import { formatTime } from '../format/times';
import { readForm, required } from '../forms';
import { pageHeaders, readPage, slice } from '../paging';

const tagForm = z.object({
  tag_name: z.string().optional(),
  target: z.string().optional(),
  message: z.string().default(''),
});

export function addTagRoutes(api: ApiRouter): void {
  const { context } = api;

  const format = async (
    git: BareRepository,
    repository: RepositoryRecord,
    ref: Ref,
  ) => {
    const { web, api: apiUrl } = urlsOf(context, repository);
    const name = ref.name.slice('refs/tags/'.length);
    const commit = await readCommit(git, ref.id);
    return {
      name,
      message: await tagMessage(git, ref),
      id: ref.id,
      commit: {
        // For an annotated tag Gitea links the tag's id here.
        url: `${apiUrl}/git/commits/${ref.id}`,
        sha: commit?.id ?? ref.id,
        created: formatTime(commit?.committer.date ?? new Date(0)),
      },
      zipball_url: `${web}/archive/${name}.zip`,
      tarball_url: `${web}/archive/${name}.tar.gz`,
    };
  };

  const find = async (git: BareRepository, name: string) => {
    const refs = await listRefs(git, tagRef(name));
    const ref = refs.find(one => one.name === tagRef(name));
    if (!ref) throw notFound();
    return ref;
  };

  api.reading('/tags', async ({ req, git, repository }) => {
    const refs = await listRefs(git, 'refs/tags/');
    const shown = slice(refs, readPage(req));
    return ok(
      await Promise.all(shown.map(ref => format(git, repository, ref))),
      pageHeaders(req, { baseUrl: context.publicUrl(), total: refs.length }),
    );
  });

  api.reading('/tags/*', async ({ req, git, repository }) =>
    ok(await format(git, repository, await find(git, req.params[0]))),
  );

  api.reading('/git/tags/:sha', async ({ req, git, repository }) => {
    const { sha } = req.params;
    const object = isObjectId(sha) ? await git.read(sha) : undefined;
    const target = object && (await readCommit(git, object.id));
    if (object?.type !== 'tag' || !target) throw notFound();
    const text = object.content.toString();
    const tagger = parseSignature(/^tagger (.*)$/m.exec(text)?.[1] ?? '');
    const { api: apiUrl } = urlsOf(context, repository);
    return ok({
      tag: /^tag (.*)$/m.exec(text)?.[1] ?? '',
      sha,
      url: `${apiUrl}/git/tags/${sha}`,
      message: text.slice(text.indexOf('\n\n') + 2),
      tagger: { ...tagger, date: formatTime(tagger.date) },
      object: {
        type: 'commit',
        url: `${apiUrl}/git/commits/${target.id}`,
        sha: target.id,
      },
    });
  });

  api.repository(
    'post',
    '/tags',
    'write',
    async ({ req, git, repository, user }) => {
      const form = readForm(req, tagForm);
      const name = required(form.tag_name, 'TagName');
      if (!isRefName(name)) throw unprocessable('[TagName]: GitRefName');
      await git.exclusively(async () => {
        const target = await resolveRef(
          git,
          form.target || repository.defaultBranch,
        );
        if (!target) throw notFound('target not found');
        const ref = tagRef(name);
        if (await git.describe(ref)) {
          throw new ApiError(409, 'tag already exists');
        }
        const id = form.message
          ? await writeTag(git, {
              name,
              commit: target.commit,
              message: form.message,
              tagger: user,
              at: context.now(),
            })
          : target.commit;
        await updateRefs(git, [{ ref, to: id }]);
        await announceRefChanges(context, {
          repository,
          pusher: user,
          changes: [{ ref, after: id }],
        });
      });
      return created(await format(git, repository, await find(git, name)));
    },
  );

  api.repository(
    'delete',
    '/tags/*',
    'write',
    async ({ req, git, repository, user }) => {
      await git.exclusively(async () => {
        const { name: ref, id } = await find(git, req.params[0]);
        await updateRefs(git, [{ ref, from: id }]);
        await announceRefChanges(context, {
          repository,
          pusher: user,
          changes: [{ ref, before: id }],
        });
      });
      return noContent;
    },
  );
}

/** The tag's own words, or the commit's when it has none. */
async function tagMessage(git: BareRepository, ref: Ref): Promise<string> {
  const object = await git.read(ref.id);
  const text = object?.content.toString() ?? '';
  return text.slice(text.indexOf('\n\n') + 2).trimEnd();
}

async function writeTag(
  git: BareRepository,
  options: {
    name: string;
    commit: string;
    message: string;
    tagger: UserRecord;
    at: Date;
  },
): Promise<string> {
  const { name, commit, message, tagger, at } = options;
  const person = identityOf(tagger);
  const seconds = Math.floor(at.getTime() / 1000);
  const output = await git.text(['mktag'], {
    input: `object ${commit}\ntype commit\ntag ${name}\ntagger ${person.name} <${person.email}> ${seconds} +0000\n\n${message}\n`,
  });
  return output.trim();
}
