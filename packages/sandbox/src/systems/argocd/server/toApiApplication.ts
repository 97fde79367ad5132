import { ClusterRegistry } from '../clusters/ClusterRegistry';
import { assessHealth } from '../health/assessHealth';
import {
  Application,
  ApplicationStatus,
  ResourceStatus,
} from '../objects/Application';

/** An Application as the API shows it: without its kind, and with the empty fields that Go writes. */
export function toApiApplication(application: Application) {
  const { metadata, spec, status, operation } = application;
  const { managedFields, ...shown } = metadata;
  const {
    sync = { status: '', comparedTo: { destination: {} } },
    health = {},
    summary = {},
    ...rest
  }: ApplicationStatus = status ?? {};
  return {
    metadata: shown,
    spec,
    status: {
      ...rest,
      sync: {
        ...sync,
        comparedTo: {
          ...sync.comparedTo,
          source: sync.comparedTo?.source ?? { repoURL: '' },
          destination: sync.comparedTo?.destination ?? {},
        },
      },
      health,
      summary,
      sourceHydrator: {},
    },
    ...(operation && { operation }),
  };
}

/**
 * The Application with the health of each of its resources.
 *
 * The custom resource does not hold it (it would be written at every change of
 * every object): it is added when somebody looks.
 */
export function withResourceHealth(
  application: Application,
  clusters: ClusterRegistry,
): Application {
  const { status, spec } = application;
  if (!status?.resources) return application;
  let cache: ClusterRegistry['hub'];
  try {
    cache = clusters.find(spec.destination).cache;
  } catch {
    // Without a cluster nothing is known of the health of what was there.
    return application;
  }
  const resources = status.resources.map((resource): ResourceStatus => {
    const live = cache.get({
      group: resource.group ?? '',
      kind: resource.kind,
      namespace: resource.namespace ?? '',
      name: resource.name,
    });
    const health = live ? assessHealth(live) : { status: 'Missing' as const };
    return health ? { ...resource, health } : resource;
  });
  return { ...application, status: { ...status, resources } };
}
