import { NotAllowedError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { Clock } from '@portolan/plugin-gitops-node';
import { ArgoCdInstances } from '../clients/argocd/ArgoCdInstances';
import { ApplicationState } from '../clients/argocd/toApplicationState';
import { examples } from './awaitApplication.examples';
import { poll } from './poll';

/** An Application by its name; without a state while Argo CD does not show it. */
type Watched = { name: string; state?: ApplicationState };

/** Waits until Argo CD has deployed something; slowness is no failure, since it goes on without the task. */
export function createAwaitApplicationAction(options: {
  argoCd: ArgoCdInstances;
  clock: Clock;
}) {
  const { argoCd, clock } = options;

  return createTemplateAction({
    id: 'argocd:application:await',
    description:
      'Reads Argo CD until Applications are Synced and Healthy, with its own words in the log. Ends with the result waiting when the time is up: Argo CD goes on by itself.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        applications: z =>
          z
            .array(z.string(), {
              description: 'Names of Applications, e.g. quote-api-dev',
            })
            .min(1),
        instance: z =>
          z
            .string({
              description:
                'Name of an instance under argocd.appLocatorMethods; the first when not given',
            })
            .optional(),
        untilRunning: z =>
          z
            .boolean({
              description:
                'Wait until they run an image too: a service that was never built is Synced and Healthy without any; false when not given',
            })
            .optional(),
        timeoutSeconds: z =>
          z
            .number({ description: 'How long to wait; 120 when not given' })
            .min(1)
            .max(900)
            .optional(),
      },
      output: {
        result: z =>
          z.enum(['healthy', 'waiting'], {
            description: 'waiting: the time is up, Argo CD goes on by itself',
          }),
        applications: z =>
          z.array(
            z.object({
              name: z.string(),
              syncStatus: z.string(),
              healthStatus: z.string(),
              revision: z.string().optional(),
              message: z.string().optional(),
              url: z.string().optional(),
            }),
          ),
      },
    },

    async handler(ctx) {
      const { input, logger } = ctx;
      const client = argoCd.get(input.instance);
      if (ctx.isDryRun) {
        logger.info(
          `Dry run: would wait for ${input.applications.join(', ')} in Argo CD`,
        );
        ctx.output('result', 'waiting');
        ctx.output('applications', []);
        return;
      }

      const isDone = ({ state }: Watched) =>
        state?.syncStatus === 'Synced' &&
        state.healthStatus === 'Healthy' &&
        (!input.untilRunning || state.images.length > 0);
      let watched: Watched[] = input.applications.map(name => ({ name }));
      try {
        watched = await poll<Watched[]>({
          clock,
          signal: ctx.signal,
          timeoutMs: (input.timeoutSeconds ?? 120) * 1_000,
          isDone: all => all.every(isDone),
          describe: all =>
            all
              .filter(each => !isDone(each))
              .map(describe)
              .join('\n'),
          isTemporary: error => !NotAllowedError.is(error),
          log: message => logger.info(message),
          read: () =>
            Promise.all(
              input.applications.map(async name => ({
                name,
                state: await client.getApplication(name),
              })),
            ),
        });
      } catch (error) {
        if (ctx.signal?.aborted) throw error;
        // What was asked for is in Git; that it cannot be watched is not its failure.
        logger.warn(String(error));
      }

      const isHealthy = watched.every(isDone);
      logger.info(
        isHealthy
          ? `${input.applications.join(', ')}: Synced and Healthy`
          : 'Argo CD goes on by itself; its page and the component’s show how far it is',
      );
      ctx.output('result', isHealthy ? 'healthy' : 'waiting');
      ctx.output('applications', watched.map(toOutput));
    },
  });
}

function describe({ name, state }: Watched): string {
  if (!state) {
    return `${name}: Argo CD does not know it yet, or does not show it to the portal`;
  }
  const { syncStatus, healthStatus, message, images } = state;
  const why = message ?? (images.length ? undefined : 'no image runs yet');
  return `${name}: ${syncStatus}, ${healthStatus}${why ? ` (${why})` : ''}`;
}

function toOutput({ name, state }: Watched) {
  const { images: _, ...shown } = state ?? {
    name,
    syncStatus: 'Unknown',
    healthStatus: 'Unknown',
    images: [],
  };
  return shown;
}
