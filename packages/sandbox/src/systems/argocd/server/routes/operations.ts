import { OperationInProgressError } from '../../controller/ApplicationStore';
import { isCommitSha } from '../../git/resolveRevision';
import {
  Application,
  isAutomated,
  Operation,
  SyncOperationResource,
} from '../../objects/Application';
import { messageOf } from '../../wire/messageOf';
import { Caller } from '../Accounts';
import { ApiError } from '../ApiError';
import { writeJson } from '../answers';
import { ArgoCdContext } from '../ArgoCdContext';
import { enforceAction, findApplication } from '../findApplication';
import { RouteTable } from '../RouteTable';
import { toApiApplication } from '../toApiApplication';

type SyncRequest = {
  revision?: string;
  prune?: boolean;
  dryRun?: boolean;
  strategy?: NonNullable<Operation['sync']>['syncStrategy'];
  resources?: Array<SyncOperationResource | null> | null;
  syncOptions?: { items?: string[] };
  retryStrategy?: Operation['retry'];
  infos?: Operation['info'];
  manifests?: unknown[];
};

/** Sync, rollback, and ending what runs. The answers only say what was asked for: nothing is done yet. */
export function addOperationRoutes(
  routes: RouteTable,
  context: ArgoCdContext,
): void {
  const start = async (
    application: Application,
    operation: Operation,
    options: { caller: Caller; action: string },
  ) => {
    try {
      const updated = await context.store.setOperation(
        application.metadata.name,
        operation,
      );
      context.events.record(updated, {
        reason: 'OperationStarted',
        message: `${options.caller.name} initiated ${options.action}`,
      });
      return toApiApplication(updated);
    } catch (error) {
      if (!(error instanceof OperationInProgressError)) throw error;
      throw new ApiError('FailedPrecondition', error.message);
    }
  };

  routes
    .add('/api/v1/applications/:name/sync', {
      post: async (req, res) => {
        const found = await findApplication(context, req, 'get');
        enforceAction(found, 'sync');
        const { application, caller } = found;
        const body: SyncRequest = req.body ?? {};
        refuseIfDeleting(application);
        if (body.manifests) {
          throw new ApiError(
            'FailedPrecondition',
            'syncing local manifests is not supported here',
          );
        }
        const revision = await resolveSync(context, application, body);
        const operation = toOperation(application, { body, revision, caller });
        const partial = operation.sync?.resources ? 'partial ' : '';
        writeJson(
          res,
          await start(application, operation, {
            caller,
            action: `${partial}sync to ${revision}`,
          }),
        );
      },
    })
    .add('/api/v1/applications/:name/rollback', {
      post: async (req, res) => {
        const { application, caller } = await findApplication(
          context,
          req,
          'sync',
        );
        refuseIfDeleting(application);
        if (isAutomated(application)) {
          throw new ApiError(
            'FailedPrecondition',
            'rollback cannot be initiated when auto-sync is enabled',
          );
        }
        const id = Number(req.body?.id ?? 0);
        const entry = application.status?.history?.find(each => each.id === id);
        if (!entry) {
          throw new ApiError(
            'InvalidArgument',
            `application argocd/${application.metadata.name} does not have deployment with id ${id}`,
          );
        }
        const { syncOptions } = application.spec.syncPolicy ?? {};
        const operation: Operation = {
          sync: {
            revision: entry.revision,
            ...(req.body?.prune && { prune: true }),
            ...(req.body?.dryRun && { dryRun: true }),
            syncStrategy: { apply: {} },
            source: entry.source,
            ...(syncOptions && { syncOptions }),
          },
          initiatedBy: { username: caller.name },
          retry: {},
        };
        writeJson(
          res,
          await start(application, operation, {
            caller,
            action: `rollback to ${id}`,
          }),
        );
      },
    })
    .add('/api/v1/applications/:name/operation', {
      delete: async (req, res) => {
        const { application } = await findApplication(context, req, 'sync');
        const state = application.status?.operationState;
        if (!application.operation || !state) {
          throw new ApiError(
            'InvalidArgument',
            'Unable to terminate operation. No operation is in progress',
          );
        }
        await context.store.setOperationState(application, {
          ...state,
          phase: 'Terminating',
        });
        writeJson(res, {});
      },
    });
}

function refuseIfDeleting(application: Application): void {
  if (application.metadata.deletionTimestamp) {
    throw new ApiError('FailedPrecondition', 'application is deleting');
  }
}

/** The commit that a sync is to bring. */
async function resolveSync(
  context: ArgoCdContext,
  application: Application,
  body: SyncRequest,
): Promise<string> {
  const { source } = application.spec;
  if (!source) {
    throw new ApiError('InvalidArgument', 'spec.source is missing');
  }
  const target = source.targetRevision || 'HEAD';
  const wanted = body.revision || target;
  if (isAutomated(application) && !body.dryRun && wanted !== target) {
    throw new ApiError(
      'FailedPrecondition',
      `Cannot sync to ${wanted}: auto-sync currently set to ${target}`,
    );
  }
  if (isCommitSha(wanted)) return wanted;
  try {
    return await context.repositories.resolve(source.repoURL, wanted, {
      fresh: true,
    });
  } catch (error) {
    throw new ApiError(
      'FailedPrecondition',
      `error resolving repo revision: rpc error: code = Unknown desc = ${messageOf(
        error,
      )}`,
    );
  }
}

function toOperation(
  application: Application,
  options: { body: SyncRequest; revision: string; caller: Caller },
): Operation {
  const { body, revision, caller } = options;
  const { source, syncPolicy } = application.spec;
  const syncOptions = body.syncOptions?.items ?? syncPolicy?.syncOptions;
  const resources = (body.resources ?? []).flatMap(each =>
    each ? withoutEmptyGroup(each) : [],
  );
  return {
    sync: {
      revision,
      ...(body.prune && { prune: true }),
      ...(body.dryRun && { dryRun: true }),
      ...(body.strategy && { syncStrategy: body.strategy }),
      ...(resources.length && { resources }),
      source,
      ...(syncOptions && { syncOptions }),
    },
    initiatedBy: { username: caller.name },
    retry: body.retryStrategy ?? syncPolicy?.retry ?? {},
    ...(body.infos && { info: body.infos }),
  };
}

function withoutEmptyGroup({
  group,
  kind,
  name,
  namespace,
}: SyncOperationResource): SyncOperationResource {
  return {
    ...(group && { group }),
    kind,
    name,
    ...(namespace && { namespace }),
  };
}
