import { describePublishing } from '../../__testUtils__/describePublishing';
import { describeProposing } from '../../__testUtils__/describeProposing';
import { describeProposingInTrouble } from '../../__testUtils__/describeProposingInTrouble';
import { startFakeGitLab } from '../../__testUtils__/gitlab/startFakeGitLab';

// Git at work, beside other tests.
jest.setTimeout(30_000);

describe('GitLab', () => {
  describePublishing(startFakeGitLab);
  describeProposing(startFakeGitLab);
  describeProposingInTrouble(startFakeGitLab);
});
