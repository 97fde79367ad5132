import { Request } from 'express';
import { sortedJson } from '../../compare/json';
import { ManagedResource } from '../../compare/compareApplication';
import { KubernetesError } from '../../../../kubernetes-client/KubernetesClient';
import { fieldManager } from '../../compare/ownedFields';
import { Application } from '../../objects/Application';
import { KubernetesObject } from '../../../../kubernetes-client/KubernetesObject';
import { ResourceNode } from '../../tree/ResourceNode';
import { ApiError } from '../ApiError';
import { writeJson } from '../answers';
import { ArgoCdContext, queryText } from '../ArgoCdContext';
import { enforceAction, findApplication } from '../findApplication';
import { hideSecrets } from '../hideSecrets';
import { RouteTable } from '../RouteTable';

/** What an Application consists of, and single live objects of it. */
export function addResourceRoutes(
  routes: RouteTable,
  context: ArgoCdContext,
): void {
  routes
    .add('/api/v1/applications/:name/resource-tree', {
      get: async (req, res) => {
        const { application } = await findApplication(context, req, 'get');
        writeJson(res, context.controller.treeOf(application));
      },
    })
    .add('/api/v1/applications/:name/managed-resources', {
      get: async (req, res) => {
        const { application } = await findApplication(context, req, 'get');
        const comparison = context.controller.comparisonOf(
          application.metadata.name,
        );
        const items = (comparison?.managed ?? [])
          .filter(({ key, version }) => isAsked({ ...key, version }, req))
          .map(toApiResource);
        writeJson(res, items.length ? { items } : {});
      },
    })
    .add('/api/v1/applications/:name/resource', {
      get: async (req, res) => {
        const { application } = await findApplication(context, req, 'get');
        const { path, client } = liveResource(context, application, req);
        const [object] = hideSecrets(await client.get(path));
        writeJson(res, { manifest: sortedJson(object) });
      },
      post: async (req, res) => {
        const found = await findApplication(context, req, 'get');
        enforceAction(found, 'update');
        const { path, client } = liveResource(context, found.application, req);
        const type =
          queryText(req, 'patchType') === 'application/json-patch+json'
            ? 'json-patch+json'
            : 'merge-patch+json';
        const body: unknown = req.body;
        const patch = typeof body === 'string' ? JSON.parse(body) : body;
        const [object] = hideSecrets(
          await client.patch(path, {
            type,
            body: patch,
            query: { fieldManager },
          }),
        );
        writeJson(res, { manifest: sortedJson(object) });
      },
      delete: async (req, res) => {
        const found = await findApplication(context, req, 'get');
        enforceAction(found, 'delete');
        const { path, client } = liveResource(context, found.application, req);
        try {
          await client.delete(path, {
            propagationPolicy:
              queryText(req, 'orphan') === 'true' ? 'Orphan' : 'Foreground',
          });
        } catch (error) {
          if (!KubernetesError.isNotFound(error)) throw error;
        }
        writeJson(res, {});
      },
    });
}

type Ref = {
  group?: string;
  version?: string;
  kind: string;
  namespace?: string;
  name: string;
};

/** Whether a resource is among those that the query names. */
function isAsked(ref: Ref, req: Request): boolean {
  return (['group', 'version', 'kind', 'namespace', 'name'] as const).every(
    field => {
      const wanted = queryText(req, field);
      return wanted === undefined || wanted === (ref[field] ?? '');
    },
  );
}

function toApiResource(resource: ManagedResource) {
  const { key, hook, diff } = resource;
  const [target, live, normalizedLive, predictedLive] = hideSecrets(
    resource.target,
    resource.live,
    diff?.normalizedLive ?? resource.live,
    diff?.predictedLive ?? resource.target,
  );
  const text = (object: KubernetesObject | undefined) =>
    object ? sortedJson(object) : 'null';
  return {
    ...(key.group && { group: key.group }),
    kind: key.kind,
    ...(key.namespace && { namespace: key.namespace }),
    name: key.name,
    targetState: text(target),
    liveState: text(live),
    ...(hook && { hook: true }),
    normalizedLiveState: text(normalizedLive),
    predictedLiveState: text(predictedLive),
    ...(live?.metadata.resourceVersion && {
      resourceVersion: live.metadata.resourceVersion,
    }),
    ...(diff?.modified && { modified: true }),
  };
}

/** The live object that a request names. @throws ApiError when it is not the Application's */
function liveResource(
  context: ArgoCdContext,
  application: Application,
  req: Request,
) {
  const group = queryText(req, 'group') ?? '';
  const kind = queryText(req, 'kind') ?? '';
  const namespace = queryText(req, 'namespace') ?? '';
  const name = queryText(req, 'resourceName') ?? '';
  const { nodes = [] } = context.controller.treeOf(application);
  const isIt = (node: ResourceNode) =>
    (node.group ?? '') === group &&
    node.kind === kind &&
    (node.namespace ?? '') === namespace &&
    node.name === name &&
    node.uid;
  const { cache } = context.clusters.find(application.spec.destination);
  const object = nodes.some(isIt)
    ? cache.get({ group, kind, namespace, name })
    : undefined;
  const path = object && cache.pathOf(object);
  if (!path) {
    throw new ApiError(
      'InvalidArgument',
      `${kind} ${group} ${name} not found as part of application ${application.metadata.name}`,
    );
  }
  return { path, client: cache.client };
}
