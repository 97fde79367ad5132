import { ConflictError, InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  ChangePreview,
  checkFilePath,
  GitOpsConfig,
  GitOpsService,
  ProposeChangeOptions,
  ProposedChange,
  ProposedFile,
} from '@portolan/plugin-gitops-node';
import { matches, readWorkspaceFiles } from '../workspace/readWorkspaceFiles';
import { branchNameFor } from './branchNameFor';
import { commitAuthor } from './commitAuthor';
import { examples } from './proposeChange.examples';

/** Proposes files of the workspace to the GitOps repository. */
export function createProposeChangeAction(options: {
  gitOps: GitOpsService;
  config: GitOpsConfig;
}) {
  const { gitOps, config } = options;

  return createTemplateAction({
    id: 'gitops:change:propose',
    description:
      'Proposes files of the workspace to the GitOps repository as one pull request, and merges it where the Git host allows that. Run again, it finds its pull request instead of opening another.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        sourcePath: z =>
          z.string({
            description:
              'Folder of the workspace that holds the files, as fetch:template rendered them',
          }),
        targetPath: z =>
          z
            .string({
              description:
                'Folder of the repository that they go to; its root when not given',
            })
            .optional(),
        title: z =>
          z.string({
            description: 'Of the pull request, and first line of the commit',
          }),
        body: z =>
          z.string({ description: 'Of the pull request, Markdown' }).optional(),
        branch: z =>
          z
            .string({
              description:
                'The branch that carries the proposal; two runs that name the same one propose the same change. Made from the title when not given',
            })
            .optional(),
        base: z =>
          z
            .string({
              description:
                'The branch that is to change; the default branch when not given',
            })
            .optional(),
        keepExisting: z =>
          z
            .array(z.string(), {
              description:
                'Globs, relative to targetPath: such a file is written only when the repository does not have it yet',
            })
            .optional(),
        repositoryUrl: z =>
          z
            .string({
              description:
                'The repository that is to change; gitops.repositoryUrl of the configuration when not given',
            })
            .optional(),
        autoMerge: z =>
          z
            .enum(['when-allowed', 'never'], {
              description:
                'Merge as soon as the Git host allows it; gitops.autoMerge of the configuration when not given',
            })
            .optional(),
      },
      output: {
        result: z =>
          z.enum(['unchanged', 'proposed', 'merged', 'waiting'], {
            description:
              'unchanged: the base holds exactly this; proposed: open, and not to be merged by the portal; waiting: open, and the host does not allow the merge yet',
          }),
        reason: z =>
          z
            .string({ description: "With waiting: the host's own words" })
            .optional(),
        pullRequestUrl: z =>
          z.string({ description: 'When there is a pull request' }).optional(),
        pullRequestNumber: z =>
          z.number({ description: 'When there is a pull request' }).optional(),
        branch: z => z.string(),
        commitHash: z =>
          z
            .string({
              description:
                "The merge when merged, the base's head when unchanged, else the proposal's; not in a dry run",
            })
            .optional(),
        repositoryUrl: z => z.string({ description: 'Its page' }),
      },
    },

    async handler(ctx) {
      const { input, logger } = ctx;
      const repositoryUrl = input.repositoryUrl ?? config.repositoryUrl;
      if (!repositoryUrl) {
        throw new InputError(
          'repositoryUrl: is not given, and gitops.repositoryUrl is not configured',
        );
      }
      const request: ProposeChangeOptions = {
        repositoryUrl,
        base: input.base,
        branch: input.branch ?? branchNameFor(input.title),
        title: input.title,
        body: input.body,
        files: await readProposedFiles({
          workspacePath: ctx.workspacePath,
          sourcePath: input.sourcePath,
          targetPath: input.targetPath,
          keepExisting: input.keepExisting,
        }),
        autoMerge: input.autoMerge ?? config.autoMerge,
        author: commitAuthor(ctx.user),
      };

      if (ctx.isDryRun) {
        const preview = await gitOps.previewChange(request);
        logger.info(`Dry run: ${describePreview(preview, request)}`);
        ctx.output('result', preview.changes.length ? 'proposed' : 'unchanged');
        ctx.output('branch', request.branch);
        ctx.output('repositoryUrl', preview.repositoryUrl);
        return;
      }

      const change = await ctx.checkpoint({
        key: 'change',
        fn: async () => {
          const proposed = await gitOps.proposeChange(request);
          if (proposed.result === 'closed') {
            throw new ConflictError(
              `Pull request ${proposed.pullRequest.url} with exactly this change was closed without being merged. Reopen it there, or change the input; then run again`,
            );
          }
          return proposed;
        },
      });
      logger.info(describeChange(change));
      ctx.output('result', change.result);
      ctx.output('branch', change.branch);
      ctx.output('commitHash', change.commit);
      ctx.output('repositoryUrl', change.repositoryUrl);
      if (change.pullRequest) {
        ctx.output('pullRequestUrl', change.pullRequest.url);
        ctx.output('pullRequestNumber', change.pullRequest.number);
      }
      if (change.result === 'waiting') ctx.output('reason', change.reason);
    },
  });
}

async function readProposedFiles(options: {
  workspacePath: string;
  sourcePath: string;
  targetPath?: string;
  keepExisting?: readonly string[];
}): Promise<ProposedFile[]> {
  const { keepExisting = [] } = options;
  const target = (options.targetPath ?? '').replace(/^\.\/|\/$/g, '');
  const folder = target && `${checkFilePath(target, 'targetPath')}/`;
  const files = await readWorkspaceFiles(options);
  return files.map(({ path, content }) => ({
    path: `${folder}${path}`,
    content,
    mode: keepExisting.some(glob => matches(path, glob)) ? 'keep' : 'replace',
  }));
}

function describePreview(
  { changes, repositoryUrl, pullRequest }: ChangePreview,
  { branch }: ProposeChangeOptions,
): string {
  if (!changes.length) return `${repositoryUrl} holds exactly this already`;
  const listed = changes.map(({ operation, path }) => `${operation} ${path}`);
  const there = pullRequest ? `, where there is ${pullRequest.url}` : '';
  return `would propose to ${repositoryUrl} on branch ${branch}${there}:\n${listed.join(
    '\n',
  )}`;
}

/** What an action can go on from. */
type OpenChange = Exclude<ProposedChange, { result: 'closed' }>;

/** What happened, in a sentence for the task's log. */
function describeChange(change: OpenChange): string {
  switch (change.result) {
    case 'unchanged':
      return `${change.repositoryUrl} holds exactly this already: nothing to propose`;
    case 'merged':
      return `Merged ${change.pullRequest.url}`;
    case 'waiting':
      return `Proposed ${change.pullRequest.url}; it is not merged yet: ${change.reason}`;
    default:
      return `Proposed ${change.pullRequest.url}; people merge it`;
  }
}
