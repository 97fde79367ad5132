import { describeProposing } from './describeProposing';
import { describeProposingInTrouble } from './describeProposingInTrouble';
import { describePublishing } from './describePublishing';
import { GitHostUnderTest } from './GitHostUnderTest';

/** What every Git host has to do: each of the clients is held to all of it, over HTTP. */
export function describeGitHost(start: () => Promise<GitHostUnderTest>): void {
  describePublishing(start);
  describeProposing(start);
  describeProposingInTrouble(start);
}
