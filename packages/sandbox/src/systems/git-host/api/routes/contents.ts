import { changeFiles } from '../../contents/changeFiles';
import { describeCommit, describeFiles } from '../../contents/describeChanges';
import {
  fileForm,
  filesForm,
  toCommitOptions,
  toOperation,
  toOperations,
} from '../../contents/fileForms';
import { FileOperation } from '../../contents/planChanges';
import { readContents } from '../../contents/readContents';
import { Answer, created, ok } from '../answers';
import { notFound } from '../ApiError';
import { ApiRouter, RepositoryCall, RepositoryWriteCall } from '../ApiRouter';
import { formatContents } from '../format/contents';
import { queryText, readForm, required } from '../forms';
import { resolveCommit } from '../resolveCommit';

const mayWrite = {
  refusal: 'user should have a permission to write to the target branch',
};

/** Files: read as JSON, written one by one or several in one commit. */
export function addContentsRoutes(api: ApiRouter): void {
  const { context } = api;

  const read = async ({ req, git, repository }: RepositoryCall) => {
    const path = (req.params[0] ?? '').replace(/^\/+|\/+$/g, '');
    const { ref, commit } = await resolveCommit(
      git,
      queryText(req.query.ref) ?? repository.defaultBranch,
    );
    const found = await readContents(git, commit, path);
    if (!found) {
      throw notFound(
        `object does not exist [id: , rel_path: ${path}]`,
        'GetContentsOrList',
      );
    }
    const format = (one: Parameters<typeof formatContents>[3]) =>
      formatContents(context, repository, ref, one);
    return ok(Array.isArray(found) ? found.map(format) : format(found));
  };

  const writeOne = async (
    call: RepositoryWriteCall,
    operation: FileOperation['operation'],
    status: number,
  ): Promise<Answer> => {
    const { req, repository, user, access } = call;
    const form = readForm(req, fileForm);
    const doing = { ...toOperation(form), operation, path: req.params[0] };
    const changed = await changeFiles(context, {
      ...toCommitOptions(form, [doing]),
      repository,
      doer: user,
      access,
    });
    const [content] = await describeFiles(context, repository, changed);
    const rest = describeCommit(context, repository, changed);
    return { status, body: { content, ...rest } };
  };

  api.reading('/contents', read);
  api.reading('/contents/*', read);

  api.repository(
    'post',
    '/contents',
    'write',
    async ({ req, repository, user, access }) => {
      const form = readForm(req, filesForm);
      const changed = await changeFiles(context, {
        ...toCommitOptions(form, toOperations(form)),
        repository,
        doer: user,
        access,
      });
      return created({
        files: await describeFiles(context, repository, changed),
        ...describeCommit(context, repository, changed),
      });
    },
    mayWrite,
  );

  api.repository(
    'post',
    '/contents/*',
    'write',
    call => writeOne(call, 'create', 201),
    mayWrite,
  );

  api.repository(
    'put',
    '/contents/*',
    'write',
    call =>
      readForm(call.req, fileForm).sha
        ? writeOne(call, 'update', 200)
        : writeOne(call, 'create', 201),
    mayWrite,
  );

  api.repository(
    'delete',
    '/contents/*',
    'write',
    call => {
      required(readForm(call.req, fileForm).sha, 'SHA');
      return writeOne(call, 'delete', 200);
    },
    mayWrite,
  );
}
