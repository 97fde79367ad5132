import { workflowFile } from '../workflow/parseWorkflow';
import { workflowIdentity } from './workflowIdentity';

/**
 * How an image came about, as GitHub's own builders put it.
 *
 * @see https://slsa.dev/spec/v1.0/provenance
 */
export function buildProvenance(options: {
  /** `http://localhost:7010/meridian/quote-api`. */
  repositoryUrl: string;
  branch: string;
  commit: string;
  runUrl: string;
  attempt: number;
  startedAt: Date;
  finishedAt: Date;
}) {
  const { repositoryUrl, branch, commit } = options;
  const ref = `refs/heads/${branch}`;
  return {
    buildDefinition: {
      buildType: 'https://actions.github.io/buildtypes/workflow/v1',
      externalParameters: {
        workflow: { ref, repository: repositoryUrl, path: workflowFile },
      },
      internalParameters: { github: { event_name: 'push' } },
      resolvedDependencies: [
        {
          uri: `git+${repositoryUrl}@${ref}`,
          digest: { gitCommit: commit },
        },
      ],
    },
    runDetails: {
      builder: { id: workflowIdentity(repositoryUrl, branch) },
      metadata: {
        invocationId: `${options.runUrl}/attempts/${options.attempt}`,
        startedOn: options.startedAt.toISOString(),
        finishedOn: options.finishedAt.toISOString(),
      },
    },
  };
}
