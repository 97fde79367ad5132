import {
  ConflictError,
  ForwardedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { withContentComment, withContentTrailer } from '../change/contentId';
import { decideProposalStep } from '../change/decideProposalStep';
import { backOff } from '../time/backOff';
import { ProposedChange } from './GitOpsService';
import { ProposalContext, ReadFacts } from './ProposalContext';
import { putAwayProposal } from './putAwayProposal';
import { readProposalFacts } from './readProposalFacts';
import { Attempt, mergeProposal, settleProposal } from './settleProposal';
import { summarize } from './summarize';
import { unlessOvertaken } from './unlessOvertaken';

/*
 * Every attempt reads what there is, decides one way forward from it, and goes that way
 * until something turns out to have changed meanwhile; then the next attempt reads again.
 * Nothing is remembered between attempts, so an attempt after a conflict, a call after an
 * interrupted one, and the second of two calls at a time are all the same thing.
 *
 * Never overwritten: a commit on the branch that is not the portal's, a pull request that
 * it did not open, and what people closed. Never merged: anything but the proposed files.
 */

const ATTEMPTS = 6;
/** Fewer, since the client has asked several times by then. */
const UNAVAILABLE_ATTEMPTS = 3;

export async function proposeChange(
  context: ProposalContext,
): Promise<ProposedChange> {
  const { clock, logger, repository, options } = context;
  for (let attempt = 1; ; attempt++) {
    const outcome = await tryToPropose(context, attempt);
    if (outcome.answer) return outcome.answer;

    const { reason, otherwise } = outcome;
    if (attempt === ATTEMPTS) {
      if (otherwise) return otherwise;
      throw new ConflictError(
        `Could not propose "${options.title}" to ${repository.url} in ${ATTEMPTS} attempts, running it again goes on from what is there; last: ${reason}`,
      );
    }
    logger.info('Proposing a change again from what is there now', {
      repository: repository.url,
      branch: options.branch,
      attempt,
      reason,
    });
    await clock.wait(backOff(attempt, { initial: 250, maximum: 4_000 }));
  }
}

async function tryToPropose(
  context: ProposalContext,
  attempt: number,
): Promise<Attempt> {
  const progress: Progress = { done: [] };
  try {
    return await attemptProposal(context, progress);
  } catch (error) {
    if (ServiceUnavailableError.is(error) && attempt < UNAVAILABLE_ATTEMPTS) {
      return { reason: error.message };
    }
    if (!progress.done.length) throw error;
    throw new ForwardedError(
      `There is already ${progress.done.join(
        ' and ',
      )}; running it again goes on from there`,
      error,
    );
  }
}

/** What is there by now, in words, for the message of a failure. */
interface Progress {
  done: string[];
}

async function attemptProposal(
  context: ProposalContext,
  progress: Progress,
): Promise<Attempt> {
  const { repository, options } = context;
  const facts = await readProposalFacts(context);
  const step = decideProposalStep(facts);

  switch (step.step) {
    case 'done':
      return { answer: answerFor(context, facts, step) };
    case 'refuse':
      throw new ConflictError(`${repository.url}: ${step.reason}`);
    case 'settle':
      progress.done.push(`pull request #${step.pullRequest.number}`);
      return settleProposal(context, facts, step.pullRequest);
    case 'open':
      return open(context, facts, { progress });
    default:
  }
  if (step.replacePullRequest) {
    await putAwayProposal(
      repository,
      step.replacePullRequest,
      'other content is proposed now',
    );
  } else if (step.replaceBranch) {
    await repository.deleteBranch(options.branch);
  }
  const commit = await unlessOvertaken(
    repository.commitToNewBranch({
      branch: options.branch,
      base: { branch: facts.base, sha: facts.baseHead.sha },
      changes: facts.changes,
      message: withContentTrailer(
        options.message ?? options.title,
        facts.contentId,
      ),
      author: options.author,
    }),
  );
  return commit.reason === undefined
    ? open(context, facts, { progress, committed: commit.value.sha })
    : { reason: commit.reason };
}

async function open(
  context: ProposalContext,
  facts: ReadFacts,
  { progress, committed }: { progress: Progress; committed?: string },
): Promise<Attempt> {
  const { repository, options } = context;
  progress.done.push(`branch ${options.branch}`);
  // Another replica may have merged the same meanwhile, and deleted its branch:
  // then there is nothing left to open a pull request for.
  const base = await repository.getBranch(facts.base);
  if (base?.sha !== facts.baseHead.sha) {
    if (committed) await repository.deleteBranch(options.branch);
    return { reason: `${facts.base} has moved` };
  }
  const opened = await unlessOvertaken(
    repository.pullRequests.open({
      head: options.branch,
      base: facts.base,
      title: options.title,
      body: withContentComment(options.body ?? '', facts.contentId),
    }),
  );
  if (opened.reason !== undefined) return { reason: opened.reason };
  const pullRequest = opened.value;
  progress.done.push(`pull request #${pullRequest.number}`);
  return pullRequest.headSha === committed
    ? mergeProposal(context, pullRequest)
    : settleProposal(context, facts, pullRequest);
}

function answerFor(
  { repository, options }: ProposalContext,
  { baseHead }: ReadFacts,
  step: Extract<ReturnType<typeof decideProposalStep>, { step: 'done' }>,
): ProposedChange {
  const address = { repositoryUrl: repository.url, branch: options.branch };
  if (step.result === 'unchanged') {
    return { ...address, result: 'unchanged', commit: baseHead.sha };
  }
  const { pullRequest, result } = step;
  return {
    ...address,
    result,
    commit: pullRequest.mergeSha ?? pullRequest.headSha,
    pullRequest: summarize(pullRequest),
  };
}
