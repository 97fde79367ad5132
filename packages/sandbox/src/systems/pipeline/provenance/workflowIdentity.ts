import { workflowFile } from '../workflow/parseWorkflow';

/** The workflow of a repository at a branch: what its certificates name, as GitHub's do. */
export function workflowIdentity(
  repositoryUrl: string,
  branch: string,
): string {
  return `${repositoryUrl}/${workflowFile}@refs/heads/${branch}`;
}
