import { HttpError, JsonClient } from '../../../http/JsonClient';
import { Application, ApplicationSpec } from '../objects/Application';
import { eventually } from '../../../testing/eventually';
import { Platform } from './startPlatform';

const path = '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications';

/** The manifest of an Application that deploys a repository of `shop` into a namespace of its own name. */
export function application(
  platform: Platform,
  options: {
    name: string;
    repository: string;
    spec?: Partial<ApplicationSpec>;
  },
) {
  const { name, repository, spec } = options;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name,
      namespace: 'argocd',
      finalizers: ['resources-finalizer.argocd.argoproj.io'],
    },
    spec: {
      project: 'default',
      source: {
        repoURL: `${platform.gitHost.url}/shop/${repository}.git`,
        targetRevision: 'main',
        path: 'chart',
      },
      destination: { name: 'nonprod', namespace: name },
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        syncOptions: ['CreateNamespace=true'],
      },
      ...spec,
    },
  };
}

/** Creates an Application as `kubectl apply` would. */
export async function applyApplication(
  platform: Platform,
  options: Parameters<typeof application>[1],
): Promise<void> {
  await platform.cluster.post(path, application(platform, options));
}

/** The Application as soon as it is as wanted. */
export async function untilApplication(
  platform: Platform,
  name: string,
  isWanted: (status: NonNullable<Application['status']>) => boolean,
): Promise<Application> {
  const found = await eventually(
    async () => {
      const { items } = await platform.api.get<{ items: Application[] | null }>(
        `/api/v1/applications?name=${name}`,
      );
      return items?.[0];
    },
    item => item?.status !== undefined && isWanted(item.status),
  );
  return found!;
}

/** The Application as soon as all of `revision` (if it is named) is deployed and well. */
export async function untilHealthy(
  platform: Platform,
  name: string,
  revision?: string,
): Promise<Application> {
  return untilApplication(
    platform,
    name,
    ({ sync, health, operationState }) =>
      sync?.status === 'Synced' &&
      health?.status === 'Healthy' &&
      operationState?.phase === 'Succeeded' &&
      (!revision || sync.revision === revision),
  );
}

/** Whether an object is there. */
export async function exists(
  cluster: JsonClient,
  objectPath: string,
): Promise<boolean> {
  try {
    await cluster.get(objectPath);
    return true;
  } catch (error) {
    if (error instanceof HttpError && error.status === 404) return false;
    throw error;
  }
}

export async function untilGone(
  cluster: JsonClient,
  objectPath: string,
): Promise<void> {
  await eventually(
    () => exists(cluster, objectPath),
    isThere => !isThere,
  );
}
