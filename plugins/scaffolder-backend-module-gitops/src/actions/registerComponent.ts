import {
  ANNOTATION_LOCATION,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  ConflictError,
  ForwardedError,
  isError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { Clock } from '@portolan/plugin-gitops-node';
import { poll } from './poll';
import { examples } from './registerComponent.examples';

/**
 * Registers a repository's catalog-info.yaml and waits until its entity can be read.
 *
 * The stock `catalog:register` fails when the location is there already, or, with
 * `optional`, passes over every failure; and it ends before the entity is readable, so
 * that the link to it leads nowhere for a moment.
 */
export function createRegisterComponentAction(options: {
  catalog: CatalogService;
  clock: Clock;
}) {
  const { catalog, clock } = options;

  return createTemplateAction({
    id: 'catalog:component:register',
    description:
      'Registers a catalog-info.yaml and waits until its entity can be read. Run again, it refreshes what is registered.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repoContentsUrl: z =>
          z.string({
            description:
              'Root of a branch of the repository, output of gitops:repository:publish',
          }),
        catalogInfoPath: z =>
          z
            .string({
              description: 'Relative to it; catalog-info.yaml when not given',
            })
            .optional(),
        timeoutSeconds: z =>
          z
            .number({
              description:
                'How long to wait until the entity can be read; 30 when not given',
            })
            .min(1)
            .max(300)
            .optional(),
      },
      output: {
        result: z =>
          z.enum(['registered', 'unchanged', 'processing'], {
            description:
              'unchanged: it was registered before; processing: the entity will appear soon',
          }),
        entityRef: z =>
          z
            .string({
              description:
                'The Component, or else the first entity; not in a dry run',
            })
            .optional(),
        catalogInfoUrl: z => z.string(),
      },
    },

    async handler(ctx) {
      const { input, logger } = ctx;
      const { catalogInfoPath = 'catalog-info.yaml' } = input;
      const target = `${input.repoContentsUrl.replace(
        /\/+$/,
        '',
      )}/${catalogInfoPath.replace(/^(\.?\/)+/, '')}`;
      ctx.output('catalogInfoUrl', target);
      if (ctx.isDryRun) {
        // The repository is not there in a dry run.
        logger.info(`Dry run: would register ${target}`);
        ctx.output('result', 'registered');
        return;
      }

      const credentials = await ctx.getInitiatorCredentials();
      const location = { type: 'url', target };
      const registered = await ctx.checkpoint({
        key: 'location',
        fn: async () => {
          try {
            // Reads the file through the catalog, so that a broken one is not registered.
            const { entities, exists = false } = await catalog.addLocation(
              { ...location, dryRun: true },
              { credentials },
            );
            await catalog.addLocation(
              { ...location, onConflict: 'refresh' },
              { credentials },
            );
            return { exists, entityRef: refOf(entities, target) };
          } catch (error) {
            throw new ForwardedError(
              `The catalog does not take ${target}`,
              reasonOf(error),
            );
          }
        },
      });
      const { entityRef, exists } = registered;
      ctx.output('entityRef', entityRef);
      logger.info(
        exists
          ? `${target} is registered already`
          : `Registered ${target}, which holds ${entityRef}`,
      );

      const entity = await poll({
        clock,
        signal: ctx.signal,
        timeoutMs: (input.timeoutSeconds ?? 30) * 1_000,
        isDone: found => found !== undefined,
        describe: () => `Waiting until the catalog has processed ${entityRef}`,
        isTemporary: ServiceUnavailableError.is,
        log: message => logger.info(message),
        read: () => catalog.getEntityByRef(entityRef, { credentials }),
      });
      if (!entity) {
        logger.info(
          `${entityRef} will appear when the catalog has processed it`,
        );
        ctx.output('result', 'processing');
        return;
      }
      refuseOther(entity, target);
      ctx.output('result', exists ? 'unchanged' : 'registered');
    },
  });
}

function refOf(entities: Entity[], target: string): string {
  const named = entities.filter(({ kind }) => kind !== 'Location');
  const entity = named.find(({ kind }) => kind === 'Component') ?? named[0];
  if (!entity) {
    throw new NotFoundError(`${target} holds no entity`);
  }
  return stringifyEntityRef(entity);
}

/** The catalog's answer to a request is the cause of the error that says that it failed. */
function reasonOf(error: unknown): unknown {
  return isError(error) && error.cause ? error.cause : error;
}

/** The catalog keeps the entity that came first, and says nothing of a second one of its name. */
function refuseOther(entity: Entity, target: string): void {
  const location = entity.metadata.annotations?.[ANNOTATION_LOCATION];
  const from = location?.replace(/^url:/, '');
  if (from && pathOf(from) !== pathOf(target)) {
    throw new ConflictError(
      `${stringifyEntityRef(
        entity,
      )} is in the catalog already, from ${from}; ${target} is registered but not shown. Unregister one of them, then run again`,
    );
  }
}

/** Without the host, which may have several names. */
function pathOf(target: string): string {
  return URL.canParse(target) ? new URL(target).pathname : target;
}
