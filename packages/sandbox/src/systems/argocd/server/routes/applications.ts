import { applyPatch } from 'fast-json-patch';
import { Request } from 'express';
import { jsonEquals } from '../../compare/json';
import { applyMergePatch } from '../../compare/mergePatch';
import { KubernetesError } from '../../../../kubernetes-client/KubernetesClient';
import { argocdNamespace } from '../../controller/ApplicationStore';
import { normalizeGitUrl } from '../../git/normalizeGitUrl';
import {
  Application,
  backgroundCascadeFinalizer,
  cascadeFinalizer,
  isCascading,
  projectOf,
} from '../../objects/Application';
import { enforce, may } from '../Accounts';
import { ApiError } from '../ApiError';
import { writeJson } from '../answers';
import {
  ArgoCdContext,
  callerOf,
  queryList,
  queryText,
} from '../ArgoCdContext';
import { enforceAction, findApplication, rbacName } from '../findApplication';
import { matchesSelector } from '../matchesSelector';
import { refreshApplication } from '../refreshApplication';
import { RouteTable } from '../RouteTable';
import { selectListFields } from '../selectFields';
import { toApiApplication, withResourceHealth } from '../toApiApplication';
import { validateApplication } from '../validateApplication';

const type = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application' };

/** Reading and writing Applications themselves. */
export function addApplicationRoutes(
  routes: RouteTable,
  context: ArgoCdContext,
): void {
  const { store } = context;
  const show = (application: Application) =>
    toApiApplication(withResourceHealth(application, context.clusters));

  routes
    .add('/api/v1/applications', {
      get: (req, res) => {
        const caller = callerOf(context, req);
        const items = listApplications(context, req)
          .filter(application =>
            may(caller, {
              resource: 'applications',
              action: 'get',
              object: rbacName(application),
            }),
          )
          .map(show);
        const list = {
          metadata: { resourceVersion: store.resourceVersion },
          items: items.length ? items : null,
        };
        writeJson(res, selectListFields(list, queryText(req, 'fields')));
      },
      post: async (req, res) => {
        const wanted = readApplication(req.body?.application ?? req.body);
        const caller = callerOf(context, req);
        enforce(caller, {
          resource: 'applications',
          action: 'create',
          object: rbacName(wanted),
        });
        if (queryText(req, 'validate') !== 'false') {
          await validateApplication(context, wanted);
        }
        try {
          const created = await store.create(wanted);
          context.events.record(created, {
            reason: 'ResourceCreated',
            message: `${caller.name} created application`,
          });
          writeJson(res, toApiApplication(created));
          return;
        } catch (error) {
          if (!KubernetesError.isConflict(error)) throw error;
        }
        const existing = await store.fetch(wanted.metadata.name);
        if (existing && isSame(existing, wanted)) {
          writeJson(res, toApiApplication(existing));
          return;
        }
        if (!existing || queryText(req, 'upsert') !== 'true') {
          throw new ApiError(
            'InvalidArgument',
            'existing application spec is different, use upsert flag to force update',
          );
        }
        enforce(caller, {
          resource: 'applications',
          action: 'update',
          object: rbacName(wanted),
        });
        writeJson(res, toApiApplication(await replace(existing, wanted)));
      },
    })
    .add('/api/v1/applications/:name', {
      get: async (req, res) => {
        const { application } = await findApplication(context, req, 'get');
        const refresh = queryText(req, 'refresh');
        const current =
          refresh === undefined
            ? application
            : await refreshApplication(context, application, refresh);
        writeJson(res, show(current));
      },
      put: async (req, res) => {
        const found = await findApplication(context, req, 'get');
        enforceAction(found, 'update');
        const wanted = readApplication({
          ...req.body,
          metadata: { ...req.body?.metadata, name: req.params.name },
        });
        await validateApplication(context, wanted);
        const updated = await replace(found.application, wanted);
        writeJson(res, toApiApplication(updated));
      },
      patch: async (req, res) => {
        const found = await findApplication(context, req, 'get');
        enforceAction(found, 'update');
        const wanted = patched(found.application, req.body ?? {});
        await validateApplication(context, wanted);
        const updated = await replace(found.application, wanted);
        writeJson(res, toApiApplication(updated));
      },
      delete: async (req, res) => {
        const found = await findApplication(context, req, 'get');
        enforceAction(found, 'delete');
        const { application, caller } = found;
        const finalizers = finalizersFor(application, req);
        if (
          finalizers &&
          !application.metadata.deletionTimestamp &&
          !jsonEquals(finalizers, application.metadata.finalizers)
        ) {
          await store.patch(application, { metadata: { finalizers } });
        }
        await store.delete(application.metadata.name);
        context.events.record(application, {
          reason: 'ResourceDeleted',
          message: `${caller.name} deleted application`,
        });
        writeJson(res, {});
      },
    })
    .add('/api/v1/applications/:name/spec', {
      put: async (req, res) => {
        const found = await findApplication(context, req, 'get');
        enforceAction(found, 'update');
        const wanted = readApplication({
          ...found.application,
          spec: req.body,
        });
        await validateApplication(context, wanted);
        writeJson(res, (await replace(found.application, wanted)).spec);
      },
    })
    .add('/api/v1/applications/:name/syncwindows', {
      get: async (req, res) => {
        await findApplication(context, req, 'get');
        writeJson(res, { canSync: true });
      },
    })
    .add('/api/v1/applications/:name/links', {
      get: async (req, res) => {
        await findApplication(context, req, 'get');
        writeJson(res, { items: [] });
      },
    });

  /** Takes over what people may decide: the specification and what labels it. */
  function replace(
    existing: Application,
    wanted: Application,
  ): Promise<Application> {
    const { labels, annotations, finalizers } = wanted.metadata;
    return store.update({
      ...existing,
      metadata: { ...existing.metadata, labels, annotations, finalizers },
      spec: wanted.spec,
    });
  }
}

function listApplications(context: ArgoCdContext, req: Request): Application[] {
  const projects = [
    ...queryList(req, 'project'),
    ...queryList(req, 'projects'),
  ];
  const name = queryText(req, 'name');
  const repo = queryText(req, 'repo');
  const namespace = queryText(req, 'appNamespace');
  return context.store
    .list()
    .filter(
      ({ metadata, spec }) =>
        (!name || metadata.name === name) &&
        (!namespace || metadata.namespace === namespace) &&
        (!repo ||
          normalizeGitUrl(spec.source?.repoURL ?? '') ===
            normalizeGitUrl(repo)),
    )
    .filter(
      application =>
        !projects.length || projects.includes(projectOf(application)),
    )
    .filter(({ metadata }) =>
      matchesSelector(metadata.labels, queryText(req, 'selector')),
    );
}

/** An Application from outside, with what it needs to be stored. @throws ApiError when it can't be one */
function readApplication(value: unknown): Application {
  const { metadata, spec } = (value ?? {}) as Partial<Application>;
  if (!metadata?.name) {
    throw new ApiError(
      'Unknown',
      'error while validating and normalizing app: resource name may not be empty',
    );
  }
  const { labels, annotations, finalizers, name } = metadata;
  return {
    ...type,
    metadata: {
      name,
      namespace: argocdNamespace,
      ...(labels && { labels }),
      ...(annotations && { annotations }),
      ...(finalizers && { finalizers }),
    },
    spec: {
      ...spec,
      project: spec?.project || 'default',
      destination: spec?.destination ?? {},
    },
  };
}

function isSame(existing: Application, wanted: Application): boolean {
  return (
    jsonEquals(existing.spec, wanted.spec) &&
    jsonEquals(existing.metadata.labels, wanted.metadata.labels) &&
    jsonEquals(existing.metadata.finalizers, wanted.metadata.finalizers)
  );
}

function patched(
  application: Application,
  body: { patch?: string; patchType?: string },
): Application {
  const { patch = '{}', patchType = 'json' } = body;
  switch (patchType) {
    case 'merge':
      return readApplication(applyMergePatch(application, JSON.parse(patch)));
    case 'json':
      return readApplication(
        applyPatch(structuredClone(application), JSON.parse(patch)).newDocument,
      );
    default:
      throw new ApiError(
        'InvalidArgument',
        `Patch type '${patchType}' is not supported`,
      );
  }
}

/** The finalizers that a deletion wants; `undefined`: those that are there. */
function finalizersFor(
  application: Application,
  req: Request,
): string[] | undefined {
  const finalizers = application.metadata.finalizers ?? [];
  const policy = queryText(req, 'propagationPolicy');
  if (queryText(req, 'cascade') === 'false') {
    if (policy) {
      throw new ApiError(
        'InvalidArgument',
        'cannot set propagation policy when cascading is disabled',
      );
    }
    return finalizers.filter(each => !each.startsWith(cascadeFinalizer));
  }
  if (policy && policy !== 'foreground' && policy !== 'background') {
    throw new ApiError(
      'InvalidArgument',
      `invalid propagation policy: ${policy}`,
    );
  }
  if (isCascading(application)) return undefined;
  return [
    ...finalizers,
    policy === 'background' ? backgroundCascadeFinalizer : cascadeFinalizer,
  ];
}
