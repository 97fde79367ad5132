import { KubernetesObject } from '../../../../kubernetes-client/KubernetesObject';
import { ApiError } from '../ApiError';
import { writeJson } from '../answers';
import { ArgoCdContext, queryText } from '../ArgoCdContext';
import { findApplication } from '../findApplication';
import { RouteTable } from '../RouteTable';

type EventList = {
  metadata: { resourceVersion: string };
  items: KubernetesObject[];
};

/** What Kubernetes noted about an Application, or about one object of it. */
export function addEventRoutes(
  routes: RouteTable,
  context: ArgoCdContext,
): void {
  routes.add('/api/v1/applications/:name/events', {
    get: async (req, res) => {
      const { application } = await findApplication(context, req, 'get');
      const { name, namespace = '', uid = '' } = application.metadata;
      const resource = {
        name: queryText(req, 'resourceName') ?? '',
        namespace: queryText(req, 'resourceNamespace') ?? '',
        uid: queryText(req, 'resourceUID') ?? '',
      };
      const isOfResource = Boolean(resource.name || resource.uid);
      const { nodes = [] } = context.controller.treeOf(application);
      const isPart = nodes.some(
        node => node.uid === resource.uid && node.name === resource.name,
      );
      if (isOfResource && !isPart) {
        throw new ApiError(
          'InvalidArgument',
          `${resource.name} not found as part of application ${name}`,
        );
      }
      const subject = isOfResource ? resource : { name, namespace, uid };
      const { client } = isOfResource
        ? context.clusters.find(application.spec.destination).cache
        : context.clusters.hub;
      const list = await client.get<EventList>(
        `/api/v1/namespaces/${encodeURIComponent(subject.namespace)}/events`,
        {
          fieldSelector: [
            `involvedObject.name=${subject.name}`,
            `involvedObject.namespace=${subject.namespace}`,
            `involvedObject.uid=${subject.uid}`,
          ].join(','),
        },
      );
      writeJson(res, {
        metadata: { resourceVersion: list.metadata.resourceVersion },
        items: list.items.map(toApiEvent),
      });
    },
  });
}

function toApiEvent(event: KubernetesObject) {
  const { managedFields, ...metadata } = event.metadata;
  const { involvedObject, reason, message, source, type } = event;
  return {
    metadata,
    involvedObject,
    reason,
    message,
    source,
    firstTimestamp: event.firstTimestamp ?? null,
    lastTimestamp: event.lastTimestamp ?? null,
    count: event.count,
    type,
    eventTime: event.eventTime ?? null,
  };
}
