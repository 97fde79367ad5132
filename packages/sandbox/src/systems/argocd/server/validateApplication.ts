import { Application, Condition, projectOf } from '../objects/Application';
import { invalid, validateSpec } from '../project/validateSpec';
import { formatConditions } from '../controller/conditions';
import { findCluster } from '../project/findCluster';
import { messageOf } from '../wire/messageOf';
import { ApiError } from './ApiError';
import { ArgoCdContext } from './ArgoCdContext';

/**
 * Checks an Application that somebody wants to write through the API: that its
 * source can be rendered, and that its project allows it.
 *
 * @throws ApiError that says what is wrong
 */
export async function validateApplication(
  context: ArgoCdContext,
  application: Application,
): Promise<void> {
  const { name } = application.metadata;
  const { spec } = application;
  const { clusters } = context.clusters;
  const found = findCluster(clusters, spec.destination);
  if ('error' in found) {
    throw new ApiError(
      'InvalidArgument',
      `application destination spec for ${name} is invalid: ${found.error}`,
    );
  }
  const project = context.store.project(projectOf(application));
  if (!project) {
    throw new ApiError(
      'InvalidArgument',
      `application references project ${projectOf(
        application,
      )} which does not exist`,
    );
  }
  const permissions = validateSpec({ spec, project, clusters });
  const conditions = permissions.length
    ? permissions
    : await renderingProblems(context, application);
  if (conditions.length) {
    throw new ApiError(
      'InvalidArgument',
      `application spec for ${name} is invalid: ${formatConditions(
        conditions,
      )}`,
    );
  }
}

async function renderingProblems(
  context: ArgoCdContext,
  application: Application,
): Promise<Condition[]> {
  const { source, destination } = application.spec;
  if (!source) return [];
  try {
    const cluster = context.clusters.find(destination);
    await cluster.cache.sync();
    const revision = await context.repositories.resolve(
      source.repoURL,
      source.targetRevision || 'HEAD',
      { fresh: true },
    );
    await context.renderer.render({
      application: application.metadata.name,
      namespace: destination.namespace ?? '',
      source,
      revision,
      cluster: cluster.cache.versions,
    });
    return [];
  } catch (error) {
    return [
      invalid(
        `Unable to generate manifests in ${
          source.path ?? ''
        }: rpc error: code = Unknown desc = ${messageOf(error)}`,
      ),
    ];
  }
}
