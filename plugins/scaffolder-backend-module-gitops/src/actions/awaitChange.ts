import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  ChangeState,
  Clock,
  GitOpsConfig,
  GitOpsService,
} from '@portolan/plugin-gitops-node';
import { examples } from './awaitChange.examples';
import { poll } from './poll';

/** Waits until a proposed change is merged, and merges it when that becomes possible. */
export function createAwaitChangeAction(options: {
  gitOps: GitOpsService;
  config: GitOpsConfig;
  clock: Clock;
}) {
  const { gitOps, config, clock } = options;

  return createTemplateAction({
    id: 'gitops:change:await',
    description:
      'Waits until a proposed change is merged, and merges it as soon as the Git host allows it. Ends with the result waiting when the time is up: people can still approve and merge it later.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        pullRequestUrl: z =>
          z
            .string({
              description:
                'Output of gitops:change:propose; when absent or empty there is nothing to wait for',
            })
            .optional(),
        commitHash: z =>
          z
            .string({
              description:
                'Output of gitops:change:propose: only this commit is merged, never what somebody has added since; without it nothing is merged, only waited for',
            })
            .optional(),
        timeoutSeconds: z =>
          z
            .number({ description: 'How long to wait; 60 when not given' })
            .min(1)
            .max(900)
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
          z.enum(['merged', 'waiting', 'unchanged'], {
            description:
              'waiting: the time is up, and it can still be merged later; unchanged: there was nothing to wait for',
          }),
        reason: z =>
          z
            .string({ description: "With waiting: the host's own words" })
            .optional(),
        pullRequestUrl: z => z.string().optional(),
        commitHash: z =>
          z.string({ description: 'With merged: the merge' }).optional(),
      },
    },

    async handler(ctx) {
      const { input, logger } = ctx;
      const { pullRequestUrl, commitHash: commit } = input;
      if (!pullRequestUrl) {
        logger.info('Nothing was proposed, so there is nothing to wait for');
        ctx.output('result', 'unchanged');
        return;
      }
      const autoMerge = input.autoMerge ?? config.autoMerge;
      const mayMerge = autoMerge === 'when-allowed' && commit && !ctx.isDryRun;

      // No checkpoint: merging twice merges once, and a remembered "waiting"
      // would be wrong when the task is run again.
      const state = await poll<ChangeState>({
        clock,
        signal: ctx.signal,
        timeoutMs: ctx.isDryRun ? 0 : (input.timeoutSeconds ?? 60) * 1_000,
        isDone: ({ state: now }) => now !== 'open',
        describe: now =>
          `Waiting for ${pullRequestUrl}${
            now.state === 'open' && now.reason ? `: ${now.reason}` : ''
          }`,
        isTemporary: ServiceUnavailableError.is,
        log: message => logger.info(message),
        read: () =>
          mayMerge
            ? gitOps.mergeChange({ pullRequestUrl, commit })
            : gitOps.getChange({ pullRequestUrl }),
      });

      ctx.output('pullRequestUrl', pullRequestUrl);
      switch (state.state) {
        case 'closed':
          throw new ConflictError(
            `${pullRequestUrl} was closed without being merged. Reopen it there, or change the input; then run again`,
          );
        case 'merged':
          logger.info(`${pullRequestUrl} is merged`);
          ctx.output('result', 'merged');
          ctx.output('commitHash', state.commit);
          break;
        default:
          logger.info(
            `${pullRequestUrl} is still open; it takes effect when it is merged there`,
          );
          ctx.output('result', 'waiting');
          if (state.reason) ctx.output('reason', state.reason);
      }
    },
  });
}
