import { ChangePreview } from './GitOpsService';
import { ProposalContext } from './ProposalContext';
import { readProposalFacts } from './readProposalFacts';
import { summarize } from './summarize';

/** What `proposeChange` would do; reads only. */
export async function previewChange(
  context: ProposalContext,
): Promise<ChangePreview> {
  const { changes, pullRequest } = await readProposalFacts(context);
  return {
    repositoryUrl: context.repository.url,
    changes: changes.map(({ path, operation }) => ({ path, operation })),
    pullRequest: pullRequest && summarize(pullRequest),
  };
}
