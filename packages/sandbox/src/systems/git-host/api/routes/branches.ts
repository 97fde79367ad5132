import { z } from 'zod';
import { readCommit } from '../../git/commits';
import { branchRef, isRefName } from '../../git/names';
import { listRefs, readBranch, resolveRef, updateRefs } from '../../git/refs';
import { findProtection } from '../../protection/rules';
import { announceRefChanges } from '../../pushes/announceRefChanges';
import { created, noContent, ok } from '../answers';
import { ApiError, forbidden, notFound, unprocessable } from '../ApiError';
import { ApiRouter, RepositoryCall } from '../ApiRouter';
import { formatBranch } from '../format/branches';
import { readForm, required } from '../forms';
import { pageHeaders, readPage, slice } from '../paging';

const createForm = z.object({
  new_branch_name: z.string().optional(),
  old_ref_name: z.string().optional(),
  old_branch_name: z.string().optional(),
});

export function addBranchRoutes(api: ApiRouter): void {
  const { context } = api;
  const { state } = context;

  const format = async (call: RepositoryCall, branch: string) => {
    const { git, repository, access, caller } = call;
    const commit = isRefName(branch)
      ? await readCommit(git, branchRef(branch))
      : undefined;
    if (!commit) throw notFound();
    return formatBranch(context, {
      repository: state.repositories.get(repository.id) ?? repository,
      branch,
      commit,
      viewer: caller.user,
      access,
    });
  };

  api.reading('/branches', async call => {
    const refs = await listRefs(call.git, 'refs/heads/');
    const names = refs.map(({ name }) => name.slice('refs/heads/'.length));
    const shown = slice(names, readPage(call.req));
    return ok(
      // An empty repository has null, not an empty list.
      names.length === 0
        ? null
        : await Promise.all(shown.map(name => format(call, name))),
      pageHeaders(call.req, {
        baseUrl: context.publicUrl(),
        total: names.length,
      }),
    );
  });

  api.reading('/branches/*', async call =>
    ok(await format(call, call.req.params[0])),
  );

  api.repository('post', '/branches', 'write', async call => {
    const { req, git, repository, user } = call;
    const form = readForm(req, createForm);
    const name = required(form.new_branch_name, 'BranchName');
    if (!isRefName(name)) throw unprocessable('[BranchName]: GitRefName');
    const from =
      form.old_ref_name || form.old_branch_name || repository.defaultBranch;
    await git.exclusively(async () => {
      const start = await resolveRef(git, from);
      if (!start) {
        throw new ApiError(
          500,
          `object does not exist [id: ${from}, rel_path: ]`,
        );
      }
      if (await readBranch(git, name)) {
        throw new ApiError(409, 'The branch already exists.');
      }
      const ref = branchRef(name);
      await updateRefs(git, [{ ref, to: start.commit }]);
      await announceRefChanges(context, {
        repository,
        pusher: user,
        changes: [{ ref, after: start.commit }],
      });
    });
    return created(await format(call, name));
  });

  api.repository('delete', '/branches/*', 'write', async call => {
    const { req, git, repository, user } = call;
    const name = req.params[0];
    await git.exclusively(async () => {
      const tip = await readBranch(git, name);
      if (!tip) throw notFound(`branch does not exist [name: ${name}]`);
      const isTarget = state
        .pullRequestsOf(repository, one => one.state === 'open')
        .some(({ baseBranch }) => baseBranch === name);
      if (name === repository.defaultBranch || isTarget) {
        throw forbidden('can not delete default or pull request target branch');
      }
      if (findProtection(state, repository, name)) {
        throw forbidden('branch protected');
      }
      const ref = branchRef(name);
      await updateRefs(git, [{ ref, from: tip }]);
      await announceRefChanges(context, {
        repository,
        pusher: user,
        changes: [{ ref, before: tip }],
      });
    });
    return noContent;
  });
}
