import { z } from 'zod';
import { unprocessable } from '../api/ApiError';
import { oneOf, required } from '../api/forms';
import { ChangeFilesOptions } from './changeFiles';
import { FileOperation } from './planChanges';

const identity = z
  .object({ name: z.string().optional(), email: z.string().optional() })
  .nullish();

const time = z.string().datetime({ offset: true }).optional();

/** What every request that writes files may say. */
const commitForm = z.object({
  message: z.string().default(''),
  branch: z.string().optional(),
  new_branch: z.string().optional(),
  author: identity,
  committer: identity,
  dates: z.object({ author: time, committer: time }).nullish(),
  signoff: z.boolean().default(false),
});

const file = z.object({
  content: z.string().optional(),
  sha: z.string().optional(),
  from_path: z.string().optional(),
});

export const fileForm = commitForm.merge(file);

export const filesForm = commitForm.extend({
  files: z
    .array(
      file.extend({
        operation: z.string().optional(),
        path: z.string().optional(),
      }),
    )
    .optional(),
});

const operations = ['create', 'update', 'upload', 'rename', 'delete'] as const;

/** The operations of a request for several files. */
export function toOperations(form: z.infer<typeof filesForm>): FileOperation[] {
  return required(form.files, 'Files').map(one => ({
    ...toOperation(one),
    operation: oneOf(
      required(one.operation, 'Operation'),
      'Operation',
      operations,
    ),
    path: required(one.path, 'Path'),
  }));
}

export function toOperation(
  form: z.infer<typeof file>,
): Pick<FileOperation, 'content' | 'sha' | 'fromPath'> {
  return {
    content: form.content === undefined ? undefined : decode(form.content),
    sha: form.sha,
    fromPath: form.from_path,
  };
}

/** Who commits what when, and with which words. */
export function toCommitOptions(
  form: z.infer<typeof commitForm>,
  doing: FileOperation[],
): Omit<ChangeFilesOptions, 'repository' | 'doer' | 'access'> {
  const { dates } = form;
  return {
    operations: doing,
    branch: form.branch,
    newBranch: form.new_branch,
    message: form.message || usualMessage(doing),
    signOff: form.signoff,
    author: form.author ?? undefined,
    committer: form.committer ?? undefined,
    authorDate: dates?.author ? new Date(dates.author) : undefined,
    committerDate: dates?.committer ? new Date(dates.committer) : undefined,
  };
}

function usualMessage(doing: FileOperation[]): string {
  const pathsOf = (...wanted: string[]) =>
    doing
      .filter(({ operation }) => wanted.includes(operation))
      .map(({ path }) => path)
      .join(', ');
  return [
    ['Add', pathsOf('create')],
    ['Update', pathsOf('update', 'upload', 'rename')],
    ['Delete', pathsOf('delete')],
  ]
    .filter(([, paths]) => paths)
    .map(parts => parts.join(' '))
    .join('\n');
}

/** Node's decoder takes anything; Gitea's says where it stopped. */
function decode(content: string): Buffer {
  const text = content.replace(/[\r\n]/g, '');
  const bad = /[^A-Za-z0-9+/=]/.exec(text)?.index;
  if (bad !== undefined || text.length % 4 !== 0) {
    throw unprocessable(
      `illegal base64 data at input byte ${bad ?? text.length}`,
    );
  }
  return Buffer.from(text, 'base64');
}
