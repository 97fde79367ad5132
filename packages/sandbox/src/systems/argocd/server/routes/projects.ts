import { jsonEquals } from '../../compare/json';
import { KubernetesError } from '../../../../kubernetes-client/KubernetesClient';
import { projectPath } from '../../controller/ApplicationStore';
import { projectOf } from '../../objects/Application';
import { AppProject } from '../../objects/AppProject';
import { KubernetesObject } from '../../../../kubernetes-client/KubernetesObject';
import { enforce, may } from '../Accounts';
import { ApiError } from '../ApiError';
import { writeJson } from '../answers';
import { ArgoCdContext, callerOf } from '../ArgoCdContext';
import { RouteTable } from '../RouteTable';

const type = { apiVersion: 'argoproj.io/v1alpha1', kind: 'AppProject' };

/** Projects: where Applications may come from and go to. */
export function addProjectRoutes(
  routes: RouteTable,
  context: ArgoCdContext,
): void {
  const { client } = context.clusters.hub;
  const observed = (object: KubernetesObject) => {
    context.clusters.hub.observe(object);
    return toApiProject(object);
  };
  const fetch = async (name: string): Promise<AppProject> => {
    try {
      return (await client.get(projectPath(name))) as AppProject;
    } catch (error) {
      if (!KubernetesError.isNotFound(error)) throw error;
      throw new ApiError(
        'NotFound',
        `appprojects.argoproj.io "${name}" not found`,
      );
    }
  };

  routes
    .add('/api/v1/projects', {
      get: async (req, res) => {
        const caller = callerOf(context, req);
        const list = await client.get<{
          metadata: { resourceVersion: string };
          items: KubernetesObject[];
        }>(projectPath());
        const items = list.items
          .filter(({ metadata }) =>
            may(caller, {
              resource: 'projects',
              action: 'get',
              object: metadata.name,
            }),
          )
          .map(toApiProject);
        writeJson(res, {
          metadata: { resourceVersion: list.metadata.resourceVersion },
          items: items.length ? items : null,
        });
      },
      post: async (req, res) => {
        const { project, upsert } = req.body ?? {};
        const name = project?.metadata?.name;
        if (typeof name !== 'string' || !name) {
          throw new ApiError('InvalidArgument', 'project name is missing');
        }
        const caller = callerOf(context, req);
        enforce(caller, {
          resource: 'projects',
          action: 'create',
          object: name,
        });
        const { metadata, spec = {} } = project;
        const wanted = { ...type, metadata, spec };
        try {
          writeJson(res, observed(await client.create(projectPath(), wanted)));
          return;
        } catch (error) {
          if (!KubernetesError.isConflict(error)) throw error;
        }
        const existing = await fetch(name);
        if (jsonEquals(existing.spec, spec)) {
          writeJson(res, toApiProject(existing));
          return;
        }
        if (!upsert) {
          throw new ApiError(
            'InvalidArgument',
            'existing project spec is different, use upsert flag to force update',
          );
        }
        enforce(caller, {
          resource: 'projects',
          action: 'update',
          object: name,
        });
        writeJson(
          res,
          observed(
            await client.update(projectPath(name), { ...existing, spec }),
          ),
        );
      },
    })
    .add('/api/v1/projects/:name', {
      get: async (req, res) => {
        const { name } = req.params;
        enforce(callerOf(context, req), {
          resource: 'projects',
          action: 'get',
          object: name,
        });
        writeJson(res, toApiProject(await fetch(name)));
      },
      put: async (req, res) => {
        const { name } = req.params;
        enforce(callerOf(context, req), {
          resource: 'projects',
          action: 'update',
          object: name,
        });
        const existing = await fetch(name);
        const spec = req.body?.project?.spec ?? {};
        const labels = req.body?.project?.metadata?.labels;
        writeJson(
          res,
          observed(
            await client.update(projectPath(name), {
              ...existing,
              metadata: { ...existing.metadata, ...(labels && { labels }) },
              spec,
            }),
          ),
        );
      },
      delete: async (req, res) => {
        const { name } = req.params;
        enforce(callerOf(context, req), {
          resource: 'projects',
          action: 'delete',
          object: name,
        });
        if (name === 'default') {
          throw new ApiError(
            'InvalidArgument',
            'name default is reserved and cannot be deleted',
          );
        }
        await fetch(name);
        const used = context.store
          .list()
          .filter(application => projectOf(application) === name).length;
        if (used) {
          throw new ApiError(
            'InvalidArgument',
            `project is referenced by ${used} applications`,
          );
        }
        await client.delete(projectPath(name));
        writeJson(res, {});
      },
    });
}

function toApiProject({ metadata, spec, status }: KubernetesObject) {
  const { managedFields, ...shown } = metadata;
  return { metadata: shown, spec, status: status ?? {} };
}
