import { parseEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  BranchProtection,
  GitOpsService,
  PublishRepositoryOptions,
  RepositoryFile,
  RepositoryPreview,
} from '@portolan/plugin-gitops-node';
import {
  decideRepositoryIdentity,
  readIdentity,
} from '../identity/decideRepositoryIdentity';
import { readWorkspaceFiles } from '../workspace/readWorkspaceFiles';
import { commitAuthor } from './commitAuthor';
import { examples } from './publishRepository.examples';

/** Makes a repository from the rendered workspace, or adopts the one that is there. */
export function createPublishRepositoryAction(options: {
  gitOps: GitOpsService;
}) {
  const { gitOps } = options;

  return createTemplateAction({
    id: 'gitops:repository:publish',
    description:
      'Creates a repository on GitHub, GitLab or Gitea that holds the rendered workspace as its first commit. Run again, it changes nothing: the same repository is recognised by its catalog-info.yaml, and what people have committed since is left alone.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repositoryUrl: z =>
          z.string({
            description:
              'Where the repository is to be: https://host/owner/name, or the value of a RepoUrlPicker (host?owner=owner&repo=name). The host is configured under integrations',
          }),
        description: z =>
          z.string({ description: 'Of a new repository' }).optional(),
        visibility: z =>
          z
            .enum(['private', 'internal', 'public'], {
              description: 'Of a new repository; private when not given',
            })
            .optional(),
        defaultBranch: z =>
          z
            .string({ description: 'Of a new repository; main when not given' })
            .optional(),
        sourcePath: z =>
          z
            .string({
              description:
                'Folder of the workspace to publish; the whole workspace when not given',
            })
            .optional(),
        exclude: z =>
          z
            .array(z.string(), {
              description:
                'Globs, relative to sourcePath, of what is not published',
            })
            .optional(),
        catalogInfoPath: z =>
          z
            .string({
              description:
                'The file that tells whose repository it is, relative to sourcePath; catalog-info.yaml when not given',
            })
            .optional(),
        commitMessage: z =>
          z
            .string({
              description:
                'Of the first commit; "Create <name>" when not given',
            })
            .optional(),
        protection: z =>
          z
            .enum(['history', 'pull-request', 'none'], {
              description:
                'Of the default branch. history, when not given: nobody deletes or rewrites it, who may write may push to it. pull-request: in addition it changes by pull request only. none: it is left open, and an image that was built from it is not known to be of a commit that stays',
            })
            .optional(),
        requiredApprovals: z =>
          z
            .number({
              description:
                'With pull-request: approvals that one needs, 1 when not given. GitLab has this as a setting of its own',
            })
            .int()
            .min(0)
            .max(6)
            .optional(),
      },
      output: {
        result: z =>
          z.enum(['created', 'filled', 'unchanged', 'kept'], {
            description:
              'filled: it was there, empty; unchanged: it holds exactly this; kept: people have committed since, and it was left alone',
          }),
        repositoryUrl: z => z.string({ description: 'Its page' }),
        remoteUrl: z => z.string({ description: 'To clone it' }),
        repoContentsUrl: z =>
          z.string({ description: 'Root of its default branch' }),
        commitHash: z =>
          z
            .string({
              description: 'Head of its default branch; not in a dry run',
            })
            .optional(),
        defaultBranch: z => z.string(),
      },
    },

    async handler(ctx) {
      const { input, logger } = ctx;
      const { sourcePath = '.', catalogInfoPath = 'catalog-info.yaml' } = input;
      const files = await readWorkspaceFiles({
        workspacePath: ctx.workspacePath,
        sourcePath,
        exclude: input.exclude,
      });
      const catalogInfo = readCatalogInfo(files, catalogInfoPath);
      const request: PublishRepositoryOptions = {
        repositoryUrl: input.repositoryUrl,
        description: input.description,
        visibility: input.visibility ?? 'private',
        defaultBranch: input.defaultBranch,
        files,
        message: input.commitMessage ?? `Create ${catalogInfo.name}`,
        author: commitAuthor(ctx.user),
        identity: {
          path: catalogInfoPath,
          decide: existing =>
            decideRepositoryIdentity(catalogInfo.content, existing),
        },
        protection: toBranchProtection(input),
      };

      const published: RepositoryPreview & { commit?: string } = ctx.isDryRun
        ? await gitOps.previewRepository(request)
        : await ctx.checkpoint({
            key: 'repository',
            fn: () => gitOps.publishRepository(request),
          });

      const { result, repository, commit } = published;
      logger.info(
        `${ctx.isDryRun ? 'Dry run: ' : ''}${describe(published, files)}`,
      );
      ctx.output('result', result);
      ctx.output('repositoryUrl', repository.url);
      ctx.output('remoteUrl', repository.cloneUrl);
      ctx.output('repoContentsUrl', repository.contentsUrl);
      ctx.output('defaultBranch', repository.defaultBranch);
      if (commit) ctx.output('commitHash', commit);
    },
  });
}

function toBranchProtection({
  protection = 'history',
  requiredApprovals = 1,
}: {
  protection?: 'history' | 'pull-request' | 'none';
  requiredApprovals?: number;
}): BranchProtection | undefined {
  switch (protection) {
    case 'none':
      return undefined;
    case 'pull-request':
      return { changesBy: 'pull-request', requiredApprovals };
    default:
      return { changesBy: 'push' };
  }
}

function readCatalogInfo(
  files: readonly RepositoryFile[],
  path: string,
): { content: string; name: string } {
  const content = files.find(file => file.path === path)?.content.toString();
  const identity = content && readIdentity(content);
  if (!identity) {
    throw new InputError(
      `catalogInfoPath: "${path}" is not among the files, or holds no entity; it tells whose repository this is`,
    );
  }
  return { content, name: parseEntityRef(identity.entityRef).name };
}

/** What happened, or would happen, in a sentence for the task's log. */
function describe(
  { result, repository, differing }: RepositoryPreview,
  files: readonly RepositoryFile[],
): string {
  switch (result) {
    case 'created':
      return `Created ${repository.url} with ${files.length} files`;
    case 'filled':
      return `${repository.url} was there, empty: filled with ${files.length} files`;
    case 'unchanged':
      return `${repository.url} is there and holds exactly this: nothing to do`;
    default:
      return `${
        repository.url
      } is there and people have committed since, so it is left alone; ${
        differing.length
      } of ${files.length} files differ: ${differing.slice(0, 10).join(', ')}${
        differing.length > 10 ? ', …' : ''
      }`;
  }
}
