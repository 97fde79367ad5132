import { ApplicationSpec, Condition } from '../objects/Application';
import { AppProject } from '../objects/AppProject';
import { findCluster } from './findCluster';
import {
  DestinationCluster,
  isDestinationPermitted,
  isSourcePermitted,
} from './projectRules';

/** What is wrong with a specification, without looking into its repository. Empty: nothing. */
export function validateSpec(options: {
  spec: ApplicationSpec;
  project: AppProject;
  clusters: readonly DestinationCluster[];
}): Condition[] {
  const { spec, project, clusters } = options;
  const { source, destination } = spec;
  if (spec.sources?.length) {
    return [invalid('spec.sources: several sources are not supported here')];
  }
  if (!source?.repoURL || (!source.path && !source.chart)) {
    return [
      invalid(
        'spec.source.repoURL and either spec.source.path or spec.source.chart are required',
      ),
    ];
  }
  const conditions: Condition[] = [];
  if (!isSourcePermitted(project, source.repoURL)) {
    conditions.push(
      invalid(
        `application repo ${source.repoURL} is not permitted in project '${project.metadata.name}'`,
      ),
    );
  }
  const found = findCluster(clusters, destination);
  if ('error' in found) return [...conditions, invalid(found.error)];
  const namespace = destination.namespace ?? '';
  if (!isDestinationPermitted(project, found.cluster, namespace)) {
    const server = destination.name ? found.cluster.name : found.cluster.server;
    conditions.push(
      invalid(
        `application destination server '${server}' and namespace '${namespace}' do not match any of the allowed destinations in project '${project.metadata.name}'`,
      ),
    );
  }
  return conditions;
}

export function invalid(message: string): Condition {
  return { type: 'InvalidSpecError', message };
}
